"""A headless OpenXR session by pyopenxr alone, which tells what it sees when it is asked.

look      where head and hands are, in the house's axes, and what the right hand does
haptic    a pulse for the right hand
leave     asks the runtime to end the session, and ends
"""

import ctypes
import json
import sys
import time

import xr

HANDS = ("left", "right")
PROFILE = "/interaction_profiles/valve/index_controller"
ACTIONS = {
    "pose": (xr.ActionType.POSE_INPUT, "input/grip/pose"),
    "trigger": (xr.ActionType.FLOAT_INPUT, "input/trigger/value"),
    "squeeze": (xr.ActionType.FLOAT_INPUT, "input/squeeze/value"),
    "force": (xr.ActionType.FLOAT_INPUT, "input/squeeze/force"),
    "stick": (xr.ActionType.VECTOR2F_INPUT, "input/thumbstick"),
    "b": (xr.ActionType.BOOLEAN_INPUT, "input/b/click"),
    "haptic": (xr.ActionType.VIBRATION_OUTPUT, "output/haptic"),
}


def tell(**facts):
    print(json.dumps(facts))


class Session:
    def __init__(self):
        self.instance = xr.create_instance(
            xr.InstanceCreateInfo(
                application_info=xr.ApplicationInfo("poses", 1, "", 0, xr.Version(1, 0, 0)),
                enabled_extension_names=["XR_MND_headless"],
            )
        )
        form = xr.FormFactor.HEAD_MOUNTED_DISPLAY
        system = xr.get_system(self.instance, xr.SystemGetInfo(form_factor=form))
        self.session = xr.create_session(self.instance, xr.SessionCreateInfo(0, system))
        self.state = None
        self._actions()
        kind, here = xr.ReferenceSpaceType, xr.Posef()
        self.stage, self.view = (
            xr.create_reference_space(self.session, xr.ReferenceSpaceCreateInfo(each, here))
            for each in (kind.STAGE, kind.VIEW)
        )

    def _path(self, text):
        return xr.string_to_path(self.instance, text)

    def _actions(self):
        self.paths = {hand: self._path(f"/user/hand/{hand}") for hand in HANDS}
        self.set = xr.create_action_set(self.instance, xr.ActionSetCreateInfo("work", "work", 0))
        self.actions = {
            name: xr.create_action(
                self.set,
                xr.ActionCreateInfo(
                    action_name=name,
                    localized_action_name=name,
                    action_type=kind,
                    subaction_paths=list(self.paths.values()),
                ),
            )
            for name, (kind, _path) in ACTIONS.items()
        }
        bound = [
            xr.ActionSuggestedBinding(self.actions[name], self._path(f"/user/hand/{hand}/{path}"))
            for name, (_kind, path) in ACTIONS.items()
            for hand in HANDS
        ]
        xr.suggest_interaction_profile_bindings(
            self.instance,
            xr.InteractionProfileSuggestedBinding(
                interaction_profile=self._path(PROFILE), suggested_bindings=bound
            ),
        )
        self.spaces = {
            hand: xr.create_action_space(
                self.session,
                xr.ActionSpaceCreateInfo(action=self.actions["pose"], subaction_path=path),
            )
            for hand, path in self.paths.items()
        }
        attach = xr.SessionActionSetsAttachInfo(action_sets=[self.set])
        xr.attach_session_action_sets(self.session, attach)

    def poll(self):
        while True:
            try:
                event = xr.poll_event(self.instance)
            except xr.EventUnavailable:
                return
            if event.type == xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED:
                kind = ctypes.POINTER(xr.EventDataSessionStateChanged)
                changed = ctypes.cast(ctypes.byref(event), kind).contents
                self._enter(xr.SessionState(changed.state))

    def _enter(self, state):
        self.state = state
        if state == xr.SessionState.READY:
            stereo = xr.ViewConfigurationType.PRIMARY_STEREO
            xr.begin_session(self.session, xr.SessionBeginInfo(stereo))
        elif state == xr.SessionState.STOPPING:
            xr.end_session(self.session)

    def until(self, state):
        end = time.monotonic() + 20
        while self.state != state:
            self.poll()
            assert time.monotonic() < end, f"{self.state}, not {state}"
            time.sleep(0.002)

    def look(self):
        self.poll()
        active = [xr.ActiveActionSet(self.set, xr.NULL_PATH)]
        xr.sync_actions(self.session, xr.ActionsSyncInfo(active_action_sets=active))
        return {
            "state": self.state.name,
            "head": self._located(self.view),
            **{hand: self._located(self.spaces[hand]) for hand in HANDS},
            "trigger": self._read("trigger", xr.get_action_state_float),
            "squeeze": self._read("squeeze", xr.get_action_state_float),
            "force": self._read("force", xr.get_action_state_float),
            "stick": self._read("stick", xr.get_action_state_vector2f),
            "b": self._read("b", xr.get_action_state_boolean),
        }

    def _read(self, name, get):
        info = xr.ActionStateGetInfo(self.actions[name], self.paths["right"])
        value = get(self.session, info).current_state
        return [value.x, value.y] if name == "stick" else float(value)

    def _located(self, space):
        """Give place and turn (w, x, y, z) in the house's axes; None where it is not tracked."""
        now = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        found = xr.locate_space(space, self.stage, now)
        p, q = found.pose.position, found.pose.orientation
        if found.location_flags & 3 != 3:
            return None
        return {"at": [p.x, -p.z, p.y], "turn": [q.w, q.x, -q.z, q.y]}

    def haptic(self):
        pulse = xr.HapticVibration(amplitude=0.5, duration=20_000_000, frequency=160.0)
        info = xr.HapticActionInfo(self.actions["haptic"], self.paths["right"])
        xr.apply_haptic_feedback(self.session, info, pulse)
        return {"pulse": True}

    def leave(self):
        xr.request_exit_session(self.session)
        self.until(xr.SessionState.EXITING)
        xr.destroy_session(self.session)
        xr.destroy_instance(self.instance)
        return {"left": True}


def main():
    session = Session()
    session.until(xr.SessionState.FOCUSED)
    tell(state=session.state.name)
    for line in sys.stdin:
        try:
            tell(**getattr(session, line.strip())())
        except xr.exception.XrException as e:
            tell(error=type(e).__name__)


if __name__ == "__main__":
    main()
