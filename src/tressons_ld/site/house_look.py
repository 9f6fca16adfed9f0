"""What is wrong with the look that a house sets, told before anything is published."""

from collections.abc import Iterator

from tressons_ld.catalogue.columns.spelling import did_you_mean, nearest
from tressons_ld.catalogue.model import HouseTemplate, HouseText, Look, Settings
from tressons_ld.catalogue.tables.look_files import FOLDER, LARGEST_LOGO
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import decimal
from tressons_ld.site import logo as pictures
from tressons_ld.site import templating
from tressons_ld.site.colours import DARK, ENOUGH, LIGHT, is_colour, least_contrast, readable
from tressons_ld.site.interface_texts import all_texts, placeholders_of, text_fault
from tressons_ld.site.template_blocks import idle_blocks, missing_blocks, named_templates


def look_findings(settings: Settings) -> Iterator[Finding]:
    """Yield what cannot be shown, at its setting or at the line of its file."""
    yield from _of_logo(settings)
    yield from _of_colours(settings)
    for each in settings.look.texts:
        yield from _of_text(each, settings)
    yield from _of_templates(settings)


def _of_logo(settings: Settings) -> Iterator[Finding]:
    logo, at = settings.look.logo, settings.at("site.logo")
    if logo is None:
        return
    if logo.content is None:
        yield finding("look.logo-missing", at, logo.name)
    elif len(logo.content) > LARGEST_LOGO:
        yield finding("look.logo-too-large", at, logo.name, most=LARGEST_LOGO // 1000)
    elif not pictures.is_picture(logo):
        known = ", ".join(pictures.EXTENSIONS)
        yield finding("look.logo-no-picture", at, logo.name, known=known)
    elif part := pictures.active_part(logo):
        yield finding("look.logo-active", at, logo.name, part=part)


def _of_colours(settings: Settings) -> Iterator[Finding]:
    look = settings.look
    for ground, colour in ((LIGHT, look.accent), (DARK, look.dark_accent)):
        at = settings.at(ground.setting)
        if not colour:
            continue
        if not is_colour(colour):
            yield finding("look.no-colour", at, colour)
        elif (ratio := least_contrast(colour, ground)) < ENOUGH:
            # Rounded down: a ratio that is told as enough would be.
            told = decimal(int(ratio * 10) / 10, 1)
            better = readable(colour, ground)
            yield finding(
                "look.contrast",
                at,
                colour,
                mends=[better],
                ratio=told,
                enough=decimal(ENOUGH, 1),
                better=better,
            )


def _of_text(text: HouseText, settings: Settings) -> Iterator[Finding]:
    """Yield what is wrong with words that stand for those of the interface."""
    fault, at = text_fault(text), settings.at(text.setting)
    match fault:
        case None:
            pass
        case "look.unknown-text":
            own = [f"site.texts.{area}.{key}" for area, keys in all_texts().items() for key in keys]
            near = nearest(text.setting, {each: each for each in own})
            yield finding(fault, at, text.setting, suggestion=did_you_mean(*near))
        case "look.text-placeholder":
            may = ", ".join(f"{{{name}}}" for name in sorted(placeholders_of(text))) or "–"
            yield finding(fault, at, text.setting, may=may)
        case _:
            yield finding(fault, at, text.setting)


def _of_templates(settings: Settings) -> Iterator[Finding]:
    look = settings.look
    known = {name: name for name in templating.template_names()}
    taken = {each.name for own in look.templates for each in named_templates(own, look)}
    for template in look.templates:
        file = f"{FOLDER}/{template.name}"
        if template.name not in known and template.name not in taken:
            near = nearest(template.name, known)
            yield finding(
                "look.unknown-template",
                Location(file),
                template.name,
                suggestion=did_you_mean(*near),
            )
        elif fault := templating.syntax_fault(template):
            line, reason = fault
            yield finding("look.template-syntax", Location(file, line), reason=reason)
        else:
            yield from _of_named_templates(template, look)
            for name, filling in missing_blocks(template, look).items():
                yield finding(
                    "look.missing-block",
                    Location(file),
                    name,
                    block=name,
                    filling=", ".join(filling),
                )
            for block in idle_blocks(template, look):
                yield finding(
                    "look.unknown-block",
                    Location(file, block.line),
                    block.name,
                    suggestion=did_you_mean(
                        *nearest(block.name, {x: x for x in block.known_blocks})
                    ),
                    extended=block.extended,
                    known=", ".join(block.known_blocks) or "–",
                )


def _of_named_templates(template: HouseTemplate, look: Look) -> Iterator[Finding]:
    """Yield the templates that one takes and that are not there."""
    names = templating.template_names()
    names += [f"{templating.TOOL}{name}" for name in names]
    names += [each.name for each in look.templates]
    for each in named_templates(template, look):
        if each.name not in names:
            near = nearest(each.name, {name: name for name in names})
            yield finding(
                "look.missing-template",
                Location(f"{FOLDER}/{template.name}", each.line),
                each.name,
                suggestion=did_you_mean(*near),
            )
