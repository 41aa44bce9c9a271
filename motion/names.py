"""Which of the skeleton's joints a name means, in the ways that files of motion write it.

Names of landmarks (COCO, mediapipe, Kinect, MSR, SMPL) and of bones that turn (BVH) are told
apart by what else is there: beside an arm, a shoulder is the collar bone; beside an ankle, a
foot is the toes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from motion.skeleton import FINGERS, SIDES

Known = Mapping[str, tuple[int, ...]]
There = Mapping[tuple[str, str], int]

# In the order of preference: the first one that a file has is the joint.
_LIMB = {
    "shoulder": ("upperarm", "uparm", "arm", "shldr", "shoulder"),
    "elbow": ("elbow", "forearm", "lowerarm", "lowarm"),
    "wrist": ("wrist", "hand"),
    "hip": ("upperleg", "upleg", "thigh", "hip"),
    "knee": ("knee", "lowerleg", "lowleg", "shin", "calf", "leg"),
    "ankle": ("ankle", "foot"),
    "toe": ("footindex", "bigtoe", "toebase", "toes", "toe", "toe0", "ball", "foot"),
}
_MIDDLE = {
    "head": ("head",),
    "nose": ("nose",),
    "neck": ("neck", "shouldercenter", "centershoulder", "spineshoulder", "neck1", "neck01"),
}
_BETWEEN = {  # where nothing is named so: the middle of two that are
    "head": ("left_ear", "right_ear"),
    "neck": ("left_shoulder", "right_shoulder"),
}
_DIGITS = {
    "thumb": ("metacarpal", "proximal", "distal", "tip"),
    **{finger: ("proximal", "intermediate", "distal", "tip") for finger in FINGERS},
}
_PARTS = {
    "cmc": "metacarpal", "mcp": "proximal", "pip": "intermediate", "dip": "distal",
    "ip": "distal",
}  # fmt: skip
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_RIG = re.compile(
    r"^(j_bip(_c)?|bip|mixamorig|character)\d*[ _]", re.I
)  # who is meant, before what
_SIDE = {"left": "left", "l": "left", "lt": "left", "right": "right", "r": "right", "rt": "right"}
_GLUED = re.compile(r"(left|right)(?=[a-z])|(?<=[a-z])(left|right)$")
_ONE_LETTER = re.compile(r"([lr])(?=(shoulder|shldr|elbow|wrist|hip|knee|ankle|thigh|shin|forearm"
                         r"|hand|foot|toe|collar|arm|leg|thumb|index|ear|eye)(\d|$))")  # fmt: skip


def plain(name: str) -> tuple[str, str]:
    """Return a name's side ("left", "right" or "") and the rest of it, lower case, unspaced."""
    words = [w.lower() for w in _WORDS.findall(_RIG.sub("", name.rpartition(":")[2]))]
    sides = [w for w in words if w in _SIDE]
    if sides:
        rest = list(words)
        rest.remove(sides[0])
        return _SIDE[sides[0]], "".join(rest)
    whole = "".join(words)
    if glued := _GLUED.search(whole):
        return glued.group(), whole[: glued.start()] + whole[glued.end() :]
    if letter := _ONE_LETTER.match(whole):
        return _SIDE[letter.group(1)], whole[1:]
    return "", whole


def known(names: Sequence[str]) -> Known:
    """Return for each canonical joint the indices whose middle it is.

    Raises ValueError where two names say one and the same joint.
    """
    said = [plain(name) for name in names]
    there = {name: index for index, name in reversed(list(enumerate(said)))}
    found = dict(_body(there))
    for joint, pair in _BETWEEN.items():
        ends = [found.get(end) or _sided(there, end) for end in pair]
        if joint not in found and all(ends):
            found[joint] = tuple(i for end in ends for i in end)
    for index in {i for indices in found.values() for i in indices}:
        if said.count(said[index]) > 1:
            both = [name for name, of in zip(names, said, strict=True) if of == said[index]]
            raise ValueError(" / ".join(both))
    return found


def _sided(there: There, joint: str) -> tuple[int, ...]:
    side, _sep, part = joint.partition("_")
    return _first(there, side, (part,))


def _body(there: There) -> Iterable[tuple[str, tuple[int, ...]]]:
    for joint, words in _MIDDLE.items():
        if index := _first(there, "", words):
            yield joint, index
    for side in SIDES:
        yield from _limbs(there, side)
        for (of, rest), at in there.items():
            if of == side and (digit := _digit(rest)):
                yield f"{side}_hand_{digit}", (at,)


def _limbs(there: There, side: str) -> Iterable[tuple[str, tuple[int, ...]]]:
    landmarks = {part for part in ("elbow", "ankle", "wrist") if (side, part) in there}
    for joint, words in _LIMB.items():
        if joint == "shoulder" and "elbow" in landmarks:
            words = words[::-1]
        if joint == "toe" and "ankle" not in landmarks:
            words = words[:-1]
        if index := _first(there, side, words):
            yield f"{side}_{joint}", index
    palm = ("palm", "handpalm", "hand") if "wrist" in landmarks else ("palm", "handpalm")
    if index := _first(there, side, palm):
        yield f"{side}_hand_palm", index
    fingers = any(of == side and _digit(rest) for of, rest in there)
    if index := _first(there, side, ("handwrist", *(_LIMB["wrist"] if fingers else ()))):
        yield f"{side}_hand_wrist", index


def _first(there: There, side: str, words: Iterable[str]) -> tuple[int, ...]:
    return next(((there[side, word],) for word in words if (side, word) in there), ())


def _digit(rest: str) -> str | None:
    """Return "index_tip" for "handindex4", "indexfingertip", "indextip" …; None for no finger."""
    rest = rest.removeprefix("hand").replace("pinky", "little").replace("finger", "")
    for digit, parts in _DIGITS.items():
        if rest.startswith(digit):
            part = rest.removeprefix(digit)
            if part.isdigit():
                return f"{digit}_{parts[int(part) - 1]}" if 1 <= int(part) <= len(parts) else None
            part = _PARTS.get(part, part) or "proximal"  # the knuckle, where nothing more is said
            return f"{digit}_{part}" if part in (*parts, "metacarpal") else None
    return None
