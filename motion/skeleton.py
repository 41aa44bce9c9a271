"""The one skeleton that every source of motion is brought to.

17 joints of the body and 26 of each hand, named as OpenXR names a hand's; a camera that knows 21
of a hand leaves the palm and four metacarpals unseen. The pelvis is the middle of the hips.

Axes: metres, right-handed, z up; a performer who faces the viewer looks along -y and has his
left hand at +x.
"""

SIDES = ("left", "right")
LIMB = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "toe")
BODY = ("head", "nose", "neck", *(f"{side}_{joint}" for side in SIDES for joint in LIMB))

FINGERS = ("index", "middle", "ring", "little")
HAND = (
    "palm",
    "wrist",
    *(f"thumb_{part}" for part in ("metacarpal", "proximal", "distal", "tip")),
    *(
        f"{finger}_{part}"
        for finger in FINGERS
        for part in ("metacarpal", "proximal", "intermediate", "distal", "tip")
    ),
)
HANDS = tuple(f"{side}_hand_{joint}" for side in SIDES for joint in HAND)
JOINTS = BODY + HANDS

PELVIS = "pelvis"  # not measured: the middle of both hips
BONES: dict[str, tuple[str, str]] = {
    "trunk": (PELVIS, "neck"),
    "head": ("neck", "head"),
    "shoulders": ("right_shoulder", "left_shoulder"),
    "hips": ("right_hip", "left_hip"),
    **{
        f"{side}_{bone}": (f"{side}_{start}", f"{side}_{end}")
        for side in SIDES
        for bone, start, end in (
            ("upper_arm", "shoulder", "elbow"),
            ("forearm", "elbow", "wrist"),
            ("thigh", "hip", "knee"),
            ("shank", "knee", "ankle"),
            ("foot", "ankle", "toe"),
        )
    },
    **{
        f"{side}_{bone}": (f"{side}_hand_{start}", f"{side}_hand_{end}")
        for side in SIDES
        for bone, start, end in (
            ("hand", "wrist", "middle_proximal"),
            ("thumb", "thumb_proximal", "thumb_tip"),
            *((finger, f"{finger}_proximal", f"{finger}_tip") for finger in FINGERS),
        )
    },
}
LIMBS = tuple(f"{s}_{b}" for s in SIDES for b in ("upper_arm", "forearm", "thigh", "shank"))


def mirrored(name: str) -> str:
    """Return the joint or bone that takes the place of `name` in a mirror."""
    for side, other in (SIDES, SIDES[::-1]):
        if name.startswith(f"{side}_"):
            return other + name.removeprefix(side)
    return name
