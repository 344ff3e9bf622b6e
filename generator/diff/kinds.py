"""Kinds of changes that go by what a key says, where "changed" or "added" would say too little."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple

from ..model.names import member
from .language import Node
from .side import API, REQUEST, RESPONSE, Side, value_at
from .walk import Edit

Kinds = List[Tuple[str, Optional[str]]]  # each with the way of travel that it is about, if one

C_TYPES = {"id": "string"}  # others are a C type each
# What the JSON of one type, read or sent as the other, is the same as.
SENT_SAME = {("int", "num"), ("string", "id"), ("id", "string"), ("int", "ms"), ("ms", "int"),
             ("int", "s"), ("s", "int")}
READ_TOO = SENT_SAME | {("int", "string"), ("int", "id")}


def kinds_of(edit: Edit, new: Side) -> Kinds:
    """What an edit is, in the new spec."""
    if edit.key in REFINED:
        return REFINED[edit.key][0](edit, new)
    return [(edit.kind, None)]


def possible_kinds(node: Node) -> list[str]:
    """Every kind that there can be of a key."""
    instead = REFINED[node.key][1] if node.key in REFINED else {}
    found = [kind for plain in node.kinds for kind in instead.get(plain, (plain,))]
    return list(dict.fromkeys(found))


# ---- fields ----------------------------------------------------------------------------------


def _fields(edit: Edit, _: Side) -> Kinds:
    if edit.kind == "added":
        return _added_field(edit)
    if edit.kind == "removed":
        required = edit.before.get("required", False)
        return [("removed", None), *([("removed-required", None)] if required else [])]
    if edit.kind == "renamed":
        return _renamed_field(edit)
    stays = "since" in edit.before and "since" in edit.after  # in the struct, wherever written
    return [("moved", None), *([] if stays else [("moved-layout", None)])]


def _added_field(edit: Edit) -> Kinds:
    assert edit.new and edit.old_map is not None and edit.new_map is not None
    kinds: Kinds = [("added", None)]
    if edit.after.get("required"):
        kinds.append(("added-required", None))
    if "since" not in edit.after:
        names = list(edit.new_map)
        behind = names[names.index(edit.new.place[-1]) + 1:]
        is_inside = any(name in edit.old_map for name in behind) \
            or any("since" in spec for spec in edit.new_map.values())
        kinds.append(("added-layout", None if is_inside else REQUEST))
    return kinds


def _renamed_field(edit: Edit) -> Kinds:
    assert edit.old and edit.new
    old, new = edit.old.place[-1], edit.new.place[-1]
    is_read = old in edit.after.get("aliases", ())
    kinds: Kinds = [("renamed", REQUEST), ("renamed-read" if is_read else "renamed", RESPONSE)]
    if c_name(old, edit.before) != c_name(new, edit.after):
        kinds.append(("renamed-member", None))
    return kinds


def c_name(wire: str, spec: dict[str, Any]) -> str:
    return str(spec.get("name") or member(wire))


def _c_names(edit: Edit, _: Side) -> Kinds:
    """`name` of a field."""
    assert edit.old and edit.new
    names = []
    for at in (edit.old, edit.new):
        wire = at.place[3]
        names.append((wire, c_name(wire, value_at(at.source.data, at.place[:4]))))
    (old_wire, old), (new_wire, new) = names
    if old_wire != new_wire:
        return []  # the rename of the field has said it
    return [("spelling" if old == new else "renamed-member", None)]


def _aliases(edit: Edit, _: Side) -> Kinds:
    """The rename of a field has said that its old name is read, and its name is no alias."""
    assert edit.old and edit.new
    said = {"item-added": (edit.after, edit.old.place[3]),
            "item-removed": (edit.before, edit.new.place[3])}.get(edit.kind)
    return [] if said and said[0] == said[1] else [(edit.kind, None)]


def _sent(edit: Edit, _: Side) -> Kinds:
    """What a dialect sends instead: it sends the same where that is what all send now."""
    if edit.kind == "removed" and edit.into and isinstance(edit.before, dict):
        place = edit.into.place[:-1]
        now = {"name": place[3]} if place[0] == "types" else value_at(edit.into.source.data, place)
        if all(now.get(key) == value for key, value in edit.before.items()):
            return []
    return [(edit.kind, None)]


def _units(edit: Edit, new: Side) -> Kinds:
    """The command takes fields whose unit has `count` for counts and not for data."""
    units = new.files[API].data.get("units", {})
    counts = any(units.get(name, {}).get("count") for name in (edit.before, edit.after))
    return [("counts" if counts else edit.kind, None)]


def _types(edit: Edit, new: Side) -> Kinds:
    """`type` of a field."""
    assert edit.new
    spec = value_at(edit.new.source.data, edit.new.place[:-1])
    (base, shape), (new_base, new_shape) = (split_type(text) for text in (edit.before, edit.after))
    same_shape = shape == new_shape
    kinds: Kinds = []
    if not same_shape or C_TYPES.get(base, base) != C_TYPES.get(new_base, new_base):
        kinds.append(("member", None))
    is_any = (new_base, new_shape) == ("json", "")  # all that was a value still is
    if not is_any and (not same_shape or (base, new_base) not in SENT_SAME):
        kinds.append(("json", REQUEST))
    reads_scalar = (shape, new_shape) == ("", "[]") and spec.get("scalar_or_list")
    unwrapped = unwrapped_type(new.type_named(new.file_of(edit.new), new_base))
    reads_base = base == new_base or (base, new_base) in READ_TOO \
        or base == unwrapped or (base, unwrapped) in READ_TOO
    is_read = is_any or (reads_base and (same_shape or reads_scalar))
    kinds.append(("widened" if is_read else "json", RESPONSE))
    return kinds if ("member", None) in kinds else [("spelling", None)]


def unwrapped_type(one: dict[str, Any]) -> str | None:
    """The type of a value that is read in place of an object."""
    field = one.get("fields", {}).get(one.get("unwrapped", {}).get("field"))
    return str(field["type"]) if field else None


def split_type(text: str) -> tuple[str, str]:
    base = text.rstrip("[]{}")
    return base, text[len(base):]


# ---- others ----------------------------------------------------------------------------------


def _effects(edit: Edit, _: Side) -> Kinds:
    for effect in ("paid", "once"):
        if edit.after == effect:
            return [(f"to-{effect}", None)]
        if edit.before == effect:
            return [(f"from-{effect}", None)]
    return [("changed", None)]


def _limits(edit: Edit, _: Side) -> Kinds:
    if not isinstance(edit.before, int):
        return [(edit.kind, None)]  # another version of the language
    return [("raised" if edit.after > edit.before else "lowered", None)]


Refined = Dict[str, Tuple[str, ...]]
NAME = ("renamed-member", "spelling")
LIMIT: Refined = {"changed": ("raised", "lowered")}
# By key: what sorts its edits, and the kinds that there are then in place of the plain ones.
REFINED: dict[str, tuple[Callable[[Edit, Side], Kinds], Refined]] = {
    "type.fields": (_fields, {
        "added": ("added", "added-layout", "added-required"),
        "removed": ("removed", "removed-required"),
        "renamed": ("renamed", "renamed-read", "renamed-member"),
        "moved": ("moved", "moved-layout")}),
    "field.type": (_types, {"changed": ("member", "json", "widened", "spelling")}),
    "field.name": (_c_names, {"added": NAME, "removed": NAME, "changed": NAME}),
    "field.aliases": (_aliases, {}),
    "field.send": (_sent, {}),
    "operation.send": (_sent, {}),
    "field.unit": (_units, {"added": ("added", "counts"), "removed": ("removed", "counts"),
                            "changed": ("changed", "counts")}),
    "operation.effect": (_effects, {"changed": ("to-paid", "from-paid", "to-once", "from-once",
                                                "changed")}),
    "api.limits.requests_per_minute": (_limits, LIMIT),
    "api.limits.page_size": (_limits, LIMIT),
}
