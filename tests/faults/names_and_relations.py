"""Names, ids, and how pages hang together."""

from __future__ import annotations

from build_tools.model.claims import SignLink
from tests.faults.kinds import (
    CONDITIONS,
    GLOSSARY,
    REGIONS,
    SIGNS,
    TREATMENTS,
    Project,
    Spot,
    changed,
    kind,
    misspelled,
)


@kind("synonym-clash")
def _name_of_another(p: Project):
    own = p.pick(CONDITIONS, r"^name: ", fits=lambda spot: "asked_as:" not in p.files[spot.path])
    other = p.rng.choice(list(p.kb.signs.values()))
    return p.with_line(own, own.text, f"asked_as: [{other.name.lower()}]"), own.path, own.number + 1


@kind("synonym-own-name")
def _own_name_as_synonym(p: Project):
    spot = p.pick(CONDITIONS, r"^synonyms:$")
    name = p.kb.conditions[spot.path.rpartition("/")[2][:-5]].name
    return p.with_line(spot, spot.text, f"  - {name.upper()}"), spot.path, spot.number + 1


@kind("synonym-clash")
def _glossary_repeats_an_entity(p: Project):
    known = [
        one.abbreviation
        for one in p.kb.conditions.values()
        if one.abbreviation and one.abbreviation not in p.kb.glossary.terms
    ]
    lines = p.lines(GLOSSARY)
    new = [f"  {p.rng.choice(known)}:", "    expansion: something else"]
    return p.with_lines(GLOSSARY, len(lines), len(lines), new), GLOSSARY, len(lines)


@kind("file-name")
def _id_changed(p: Project):
    return changed(p, CONDITIONS, r"(?<=^id: )([\w-]+)$", lambda m: misspelled(m[0], p.rng))


@kind("file-name")
def _file_renamed(p: Project):
    spot = p.pick(SIGNS, r"^id: ")
    path = spot.path.replace(".yaml", "-new.yaml")
    return {spot.path: None, path: p.files[spot.path].encode()}, path, 1


@kind("id-duplicate")
def _file_copied(p: Project):
    spot = p.pick(TREATMENTS, r"^id: ")
    path = spot.path.replace(".yaml", "-2.yaml")
    return {path: p.files[spot.path].encode()}, path, 1


@kind("code-duplicate")
def _code_of_another(p: Project):
    spots = [
        (path, number, line)
        for path in p.files
        if path.startswith(CONDITIONS)
        for number, line in enumerate(p.lines(path), 1)
        if line.startswith("code: ")
    ]
    taken = spots[0][2]
    path, number, line = p.rng.choice(spots[1:])
    return p.with_line(Spot(path, number, line), taken), path, number


@kind("claim-duplicate")
def _claim_copied(p: Project):
    spot = p.pick(CONDITIONS, r"^  - sign: ")
    start, end = p.block(spot.path, spot.number)
    copy = p.lines(spot.path)[start - 1 : end - 1]
    return p.with_lines(spot.path, end, end, copy), spot.path, end


@kind("finding-contradiction")
def _contradiction(p: Project):
    claim = p.any_claim(
        lambda c: (
            isinstance(c.statement, SignLink)
            and c.frequency == "typical"
            and not c.statement.stage
            and not c.statement.region
            and not c.statement.conflict
        )
    )
    place = claim.statement.origin.place()
    start, end = p.block(place.path, place.line)
    copy = [
        line.replace("frequency: typical", "frequency: absent") for line in p.lines(place.path)[start - 1 : end - 1]
    ]
    at = next(number for number, line in enumerate(copy) if "frequency: absent" in line)
    return p.with_lines(place.path, end, end, copy), place.path, end + at


@kind("cycle")
def _form_of_its_form(p: Project):
    claim = p.any_claim(lambda c: c.section == "subtype-of")
    above, below = claim.statement.condition, claim.page.id
    path = f"{CONDITIONS}{above}.yaml"
    lines = p.lines(path)
    cite = claim.statement.cites[0]
    new = [f"  - condition: {below}", "    text: It is described as a form of it.", f"    cites: [{cite}]"]
    if "subtype_of:" in lines:
        at = lines.index("subtype_of:") + 2
        return p.with_lines(path, at, at, new), path, at
    return p.with_lines(path, len(lines), len(lines), ["subtype_of:", *new]), path, len(lines) + 1


@kind("cycle")
def _part_of_its_part(p: Project):
    part = p.rng.choice([one for one in p.kb.regions.values() if one.part_of])
    path = f"{REGIONS}{part.part_of}.yaml"
    spot = Spot(path, 1, p.lines(path)[0])
    if any(line.startswith("part_of") for line in p.lines(path)):
        spot = p.pick(path, "^part_of: ")
        return p.with_line(spot, f"part_of: {part.id}"), path, spot.number
    return p.with_line(spot, spot.text, f"part_of: {part.id}"), path, 2


@kind("mimic-twice")
def _pair_stored_again(p: Project):
    claim = p.any_claim(lambda c: c.section == "mimics" and not c.is_inner)
    path = f"{CONDITIONS}{claim.statement.condition}.yaml"
    lines = p.lines(path)
    new = [
        f"  - condition: {claim.page.id}",
        "    text: The two look alike.",
        f"    cites: [{claim.statement.cites[0]}]",
    ]
    if "mimics:" in lines:
        at = lines.index("mimics:") + 2
        return p.with_lines(path, at, at, new), path, at
    return p.with_lines(path, len(lines), len(lines), ["mimics:", *new]), path, len(lines) + 1


@kind("orphan")
def _sign_nobody_uses(p: Project):
    path = f"{SIGNS}quite-new-sign.yaml"
    text = "id: quite-new-sign\nname: Quite new sign\nmodality: mri\n"
    text += "definition:\n  text: What nobody has described.\n  editorial: definition\n"
    return {path: text.encode()}, path, 1


@kind("preset-form")
def _condition_twice_in_a_preset(p: Project):
    spot = p.pick(REGIONS, r"^preset:$")
    _, end = p.block(spot.path, spot.number)
    first = p.lines(spot.path)[spot.number]
    return p.with_lines(spot.path, end, end, [first]), spot.path, end
