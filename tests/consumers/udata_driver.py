"""Harvest served feeds with the real udata, and print as JSON what arrived.

Run by the python of ``.consumers/udata``, which has udata and mongomock::

    python udata_driver.py < request.json > answer.json

The request: ``{"licences": [...], "runs": [[url, url, …], …]}``. Each run begins with an empty
database and one source; its addresses are harvested one after the other, as on successive days.
The backend is unchanged. MongoDB is mongomock, and two of udata's own settings are not those of a
public site: ``URLS_ALLOW_LOCAL``, so that a feed may be fetched from this machine, and
``URLS_RESOLVE_HOSTNAME``, so that no name is looked up.
"""

import json
import logging
import sys
import warnings
from datetime import UTC, date, datetime, timedelta
from typing import Any

warnings.simplefilter("ignore")

import mongoengine  # noqa: E402
import mongomock  # noqa: E402
from mongomock.collection import Collection  # noqa: E402

# What mongoengine asks of a server and mongomock does not know.
_connect = mongoengine.connect


def _mocked(name: str, **settings: Any) -> Any:
    return _connect(name, mongo_client_class=mongomock.MongoClient, host="mongodb://localhost")


mongoengine.connect = _mocked
_create_index = Collection.create_index


def _index(self: Collection, keys: Any, *args: Any, **options: Any) -> Any:
    known = ("unique", "sparse", "name", "expireAfterSeconds", "background")
    options = {name: options[name] for name in known if name in options}
    return _create_index(self, keys, *args, **options)


Collection.create_index = _index

from udata.app import create_app, standalone  # noqa: E402
from udata.settings import Defaults  # noqa: E402


class Settings(Defaults):
    """Those of data.gouv.fr that bear on a harvest, as far as they are public."""

    TESTING = True
    SERVER_NAME = "local.test"
    DEFAULT_LANGUAGE = "fr"
    HARVESTER_BACKENDS = ["dcat"]
    CELERY_TASK_ALWAYS_EAGER = True
    CACHE_TYPE = "flask_caching.backends.NullCache"
    CACHE_NO_NULL_WARNING = True
    SEND_MAIL = False
    AUTO_INDEX = False
    PUBLISH_ON_RESOURCE_EVENTS = False
    URLS_ALLOW_LOCAL = True
    URLS_RESOLVE_HOSTNAME = False
    SECURITY_TWO_FACTOR = True
    API_TOKEN_SECRET = "consumer-test"


def plain(value: Any) -> Any:
    """The value as JSON holds it; dates in ISO 8601."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def resource_fields(resource: Any) -> dict[str, Any]:
    harvest, checksum, schema = resource.harvest, resource.checksum, resource.schema
    return {
        "url": resource.url,
        "title": resource.title,
        "description": resource.description,
        "type": resource.type,
        "format": resource.format,
        "mime": resource.mime,
        "filesize": resource.filesize,
        "checksum": {"type": checksum.type, "value": checksum.value} if checksum else None,
        "schema": schema.url if schema else None,
        "extras": plain(resource.extras.get("dcat", {})),
        "uri": harvest.uri,
        "dct_identifier": harvest.dct_identifier,
        "issued_at": plain(harvest.issued_at),
        "modified_at": plain(harvest.modified_at),
    }


def dataset_fields(dataset: Any) -> dict[str, Any]:
    harvest, period, spatial = dataset.harvest, dataset.temporal_coverage, dataset.spatial
    return {
        "title": dataset.title,
        "acronym": dataset.acronym,
        "description": dataset.description,
        "tags": list(dataset.tags),
        "license": dataset.license.id if dataset.license else None,
        "frequency": dataset.frequency.value if dataset.frequency else None,
        "temporal_coverage": plain(period.to_dict()) if period else None,
        "spatial": plain(spatial.geom) if spatial else None,
        "contact_points": [
            {
                "role": one.role,
                "name": one.name,
                "email": one.email,
                "contact_form": one.contact_form,
            }
            for one in dataset.contact_points
        ],
        "schema": dataset.schema.url if dataset.schema else None,
        "access_type": plain(dataset.access_type),
        "extras": plain(dataset.extras.get("dcat", {})),
        "resources": [resource_fields(resource) for resource in dataset.resources],
        "remote_id": harvest.remote_id,
        "dct_identifier": harvest.dct_identifier,
        "uri": harvest.uri,
        "remote_url": harvest.remote_url,
        "doi": harvest.doi,
        "created_at": plain(harvest.created_at),
        "issued_at": plain(harvest.issued_at),
        "modified_at": plain(harvest.modified_at),
    }


def service_fields(service: Any) -> dict[str, Any]:
    return {
        "title": service.title,
        "description": service.description,
        "base_api_url": service.base_api_url,
        "machine_documentation_url": service.machine_documentation_url,
        "license": service.license.id if service.license else None,
        "tags": list(service.tags),
        "datasets": sorted(dataset.harvest.remote_id for dataset in service.datasets),
        "remote_id": service.harvest.remote_id,
        "uri": service.harvest.uri,
        "remote_url": service.harvest.remote_url,
    }


def item_told(item: Any) -> dict[str, Any]:
    from udata.core.dataservices.models import Dataservice
    from udata.core.dataset.models import Dataset

    told: dict[str, Any] = {
        "id": item.remote_id or "",
        "status": item.status,
        "errors": [error.message for error in item.errors],
        "logs": [log.message for log in item.logs],
    }
    # Read again from the database: what is kept, not what was given.
    if item.dataset and item.status in ("done", "archived"):
        dataset = Dataset.objects.get(id=item.dataset.id)
        quality = dict(dataset.quality)
        told |= {
            "kind": "dataset",
            "fields": dataset_fields(dataset),
            "quality": plain(quality),
            "archived": plain(dataset.archived),
            "record": str(dataset.id),
            "last_harvest": plain(dataset.harvest.last_update),
        }
    elif item.dataservice and item.status in ("done", "archived"):
        service = Dataservice.objects.get(id=item.dataservice.id)
        told |= {"kind": "dataservice", "fields": service_fields(service)}
    return told


def harvested(urls: list[str], days_between: int) -> list[dict[str, Any]]:
    """Harvest addresses one after the other; before each, the last harvest grows old."""
    from udata.core.dataset.models import Dataset
    from udata.core.organization.factories import OrganizationFactory
    from udata.harvest import backends
    from udata.harvest.models import HarvestJob, HarvestSource

    source = HarvestSource(
        name="feed",
        url=urls[0],
        backend="dcat",
        organization=OrganizationFactory(),
    ).save()
    told = []
    for url in urls:
        for dataset in Dataset.objects:
            aged = dataset.harvest.last_update - timedelta(days=days_between)
            Dataset.objects(id=dataset.id).update_one(set__harvest__last_update=aged)
        source.url = url
        source.save()
        backends.get_backend("dcat")(source).harvest()
        job = HarvestJob.objects(source=source).order_by("-created").first()
        told.append(
            {
                "url": url,
                "status": job.status,
                "errors": [error.message for error in job.errors],
                "items": [item_told(item) for item in job.items],
                "datasets": Dataset.objects.count(),
            }
        )
    return told


def main() -> None:
    request = json.load(sys.stdin)
    app = create_app(Settings)
    standalone(app)
    logging.disable(logging.NOTSET)
    logging.getLogger().handlers.clear()
    answer: dict[str, Any] = {"day": datetime.now(UTC).date().isoformat(), "runs": []}
    with app.app_context():
        from mongoengine.connection import get_db
        from udata.core.dataset.models import License

        for urls in request["runs"]:
            get_db().client.drop_database(get_db().name)
            for licence in request["licences"]:
                License(**licence).save()
            answer["runs"].append(harvested(urls, request.get("days_between", 10)))
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
