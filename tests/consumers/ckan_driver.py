"""What the real ckanext-dcat makes of feed pages, as JSON on standard output.

Run by the python of ``.consumers/ckan``: ``ckan_driver.py [--schema] [--language fr] PAGE…``, the
pages being files in the order of reading. Neither database nor Solr nor Redis is asked: the parser
runs unchanged, and the validation of package_create but for the three fields that it looks up in
the database (name, id, owner_org), which a harvester fills in.
"""

import argparse
import json
import logging
import sys
from pathlib import Path

PORTAL = "http://portal.invalid"
FORMATS = {".rdf": "xml", ".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt"}
LOOKED_UP = ("name", "id", "owner_org")
# References that the parser leaves to later profiles; those of blank nodes change with each run.
INTERNAL = ("distribution_ref", "access_service_ref")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--schema", action="store_true")
    options.add_argument("--language", default="fr")
    options.add_argument("pages", nargs="+", type=Path)
    asked = options.parse_args()
    logging.disable(logging.CRITICAL)
    start(asked.schema, asked.language)
    json.dump(harvest(asked.pages), sys.stdout, indent=1, ensure_ascii=False)


def start(schema: bool, language: str) -> None:
    from ckan import plugins
    from ckan.common import config

    nowhere = "127.0.0.1:1"
    config.update(
        {
            "SECRET_KEY": "none",
            "ckan.locale_default": language,
            "ckan.redis.url": f"redis://{nowhere}",
            "ckan.site_url": PORTAL,
            "solr_url": f"http://{nowhere}/solr",
            "sqlalchemy.url": "sqlite://",
            "scheming.dataset_schemas": "ckanext.dcat.schemas:dcat_ap_full.yaml",
            "scheming.presets": "ckanext.scheming:presets.json ckanext.dcat.schemas:presets.yaml",
        }
    )
    plugins.load("dcat", *(["scheming_datasets"] if schema else []))


def harvest(pages: list[Path]) -> dict:
    from ckanext.dcat.harvesters.rdf import DCATRDFHarvester
    from ckanext.dcat.processors import RDFParser

    known = DCATRDFHarvester()
    found = []
    for page in pages:
        parser = RDFParser()
        parser.parse(page.read_text("utf-8"), _format=FORMATS[page.suffix])
        try:
            datasets = [{"title": one["title"], **one} for one in parser.datasets()]
        # As gather_stage does: whatever happens to one dataset ends the job with nothing.
        except Exception as error:  # noqa: BLE001
            return {"datasets": [], "broken": repr(error)}
        found += [
            {
                "guid": known._get_guid(one),
                "dataset": without_internal(one),
                "errors": errors_of(one),
            }
            for one in datasets
        ]
    return {"datasets": found, "broken": None}


def errors_of(dataset: dict) -> dict:
    import ckan.lib.plugins as forms
    from ckan import model

    form = forms.lookup_package_plugin("dataset")
    schema = form.create_package_schema()
    for field in LOOKED_UP:
        schema.pop(field, None)
    context = {"model": model, "session": None, "user": "harvester", "ignore_auth": True}
    # A harvest object keeps the dataset as JSON between the two stages.
    stored = {**json.loads(json.dumps(dataset)), "type": "dataset"}
    try:
        _, errors = forms.plugin_validate(form, context, stored, schema, "package_create")
    # As import_stage does: the dataset fails, and the next one comes.
    except Exception as error:  # noqa: BLE001
        return {"exception": repr(error)}
    return {field: said for field, said in errors.items() if field not in LOOKED_UP}


def without_internal(value):
    if isinstance(value, dict):
        return {k: without_internal(v) for k, v in value.items() if k not in INTERNAL}
    if isinstance(value, list):
        return [without_internal(one) for one in value]
    if isinstance(value, str) and any(name in value for name in INTERNAL):
        return json.dumps(without_internal(json.loads(value)))
    return value


if __name__ == "__main__":
    main()
