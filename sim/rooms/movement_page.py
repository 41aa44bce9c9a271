"""What is seen in the room of a movement: the step, the figures, the count, what hinders."""

from math import ceil

from content.movement import Still
from content.texts import _, lang
from lessons.report.shapes import Box
from motion.moves import posed
from sim.app import App
from sim.rooms import movement_words as words
from sim.rooms.deck import Deck
from sim.rooms.movement_outcome import MovementOutcome
from sim.rooms.movement_show import Scene, whole
from sim.rooms.movement_stage import FloorStage, Poses, Seen, unseen_limbs
from sim.rooms.movement_sung import SungPage
from sim.rooms.movement_takes import Moves
from sim.rooms.movement_whose import Whose
from sim.rooms.reading import words as terms
from sim.views import grounds
from sim.views.column import EDGE, PAD
from sim.views.far_word import FarWord
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.name_tags import NameTags
from sim.views.remark import Remark
from sim.views.step_card import step_card

ASIDE = 1.12  # units: how wide the result is


class MovementPage:
    """Shows the step beside the figures, and moves them on."""

    def __init__(
        self, app: App, deck: Deck, floor: FloorStage, moves: Moves, whose: Whose,
        outcome: MovementOutcome,
    ) -> None:  # fmt: skip
        self._app, self._deck, self._floor = app, deck, floor
        self._moves, self._whose, self.outcome = moves, whose, outcome
        self.showing = outcome.showing
        self._lesson = moves.practice.lesson
        self._own = app.library.pack(self._lesson.id).pack
        self._sung = SungPage(app.stage, deck)
        self._all_keys, self._keys = False, words.keys(whose.tried)
        self._still = 0

    def show(self) -> None:
        """Lay the step and the keys out."""
        self._still = 0
        self._show_step()
        self._show_keys()

    def frame(self, elapsed: float) -> None:
        """Go on: figures, slips, the count."""
        poses = self.showing.frame(elapsed)
        result = self.outcome.open
        ground = self._ground(result)
        seen = self._seen(poses, result)
        self._floor.arrange(seen.cast, ground)
        self._floor.show(seen.poses, elapsed)
        self._floor.mark("learner", seen.mark)
        self._deck.show("names", self._names(seen, ground))
        self._slips(result)
        if words.keys(self._whose.tried) != self._keys:  # somebody has shown the movement now
            self._show_keys()
        self._sung.show(self._whose.tried if not result else None)
        hindered = self._hindered(result)
        self._deck.show("notice", hindered)
        self._deck.show("far", self._word(self._below(hindered, ground)))

    def watch(self, again: bool = False) -> None:
        """Show the reference, or end what is shown; where there is none, the next drawing."""
        tried = self._whose.tried
        if tried.reference is None:
            self._still += 1
        elif self.showing.playing:
            self.showing.stop()
        elif not self._moves.ready.busy and not self._moves.watching.open:
            self.showing.play([Scene({"master": whole(tried.reference.ghost)})], again)

    def watch_whole(self) -> None:
        """Show the movements of all steps one after another."""
        scenes = []
        for step in self._lesson.steps:
            reference = self._whose.of(step).reference
            if reference is not None:
                title = step.title.read(lang())
                scenes.append(Scene({"master": whole(reference.ghost)}, title))
        self.showing.play(scenes)

    def pace(self, by: int) -> None:
        """Show slower or faster, and let the pale figure lead so."""
        self.showing.pace(by)
        self._moves.tempo = self.showing.tempo

    def show_all_keys(self) -> None:
        """Show all keys, or the most useful only."""
        self._all_keys = not self._all_keys
        self._show_keys()

    def _seen(self, poses: Poses, result: bool) -> Seen:
        scene = self.showing.scene
        if scene is not None:
            return Seen(tuple(scene.cast), poses, scene.mark)
        if result and self.outcome.moment is not None:
            return self.outcome.moment
        still = self._drawing()
        if still is not None:
            return Seen(("still",), {"still": posed(still.pose)})
        cue = self._moves.cue
        mark = (cue.bone, cue.direction) if cue is not None else None
        return Seen(self._moves.cast(), self._moves.poses(), mark)

    def _names(self, seen: Seen, ground: Box) -> NameTags | None:
        """Return whose each figure is, unless a slip lies over them."""
        feet, hidden = self._floor.feet, self._deck.shows("question")
        tags = [
            (words.name(who, self._whose.tried), middle)
            for who, middle in zip(seen.cast, feet.middles, strict=True)
            if seen.poses.get(who) is not None
        ]
        named = tuple(tag for tag in tags if tag[0])
        if hidden or not named:
            return None
        return NameTags(named, feet.below, feet.wide, ground.bottom)

    def _drawing(self) -> Still | None:
        """Return the pose from words that is shown, where nobody has shown the movement."""
        if self._whose.tried.reference is not None:
            return None
        stills = self._whose.tried.stills
        return stills[self._still % len(stills)] if stills else None

    def _ground(self, result: bool) -> Box:
        """Return where the figures stand: beside the step, or beside the result."""
        frame = Frame(self._app.stage.size)
        if not result:
            return grounds.page(frame, ribbon=False)
        edge = EDGE * frame.em
        right = frame.width - ASIDE - 2 * (PAD + EDGE) * frame.em - edge
        return Box(edge, edge, right, grounds.floor(frame))

    def _slips(self, result: bool) -> None:
        """Show step and take, but not under a result, which has the figures beside it."""
        place = self._moves.practice.place
        if result == self._deck.shows("step"):
            self._show_step(not result)
        if result or self._deck.shows("question"):
            self._deck.show("take", None)
            return
        still = self._drawing()
        how = words.How(
            self._moves.ready.phase, self.showing.playing, self.showing.looping, self._floor.view,
            self._moves.tempo, self.outcome.told is not None, self._moves.watching.seconds,
            self._moves.camera, len(self._whose.tried.stills),
            still.say.read(lang()) if still is not None else "",
        )  # fmt: skip
        self._deck.show("take", words.card(self._whose.tried, place, how))

    def _show_step(self, shown: bool = True) -> None:
        step = self._moves.practice.place.step
        card = step_card(self._lesson, self._own, step, terms(self._lesson)) if shown else None
        self._deck.show("step", card)

    def _show_keys(self) -> None:
        self._deck.show("keys", None)  # they lie on everything that was laid down since
        self._keys = words.keys(self._whose.tried)
        self._deck.show("keys", KeyHints(self._keys, self._all_keys))

    def _below(self, slip: Remark | None, ground: Box) -> Box:
        """Return what a slip in the corner leaves of the ground."""
        if slip is None:
            return ground
        frame = Frame(self._app.stage.size)
        top = slip.layout(frame).box.bottom + 0.5 * EDGE * frame.em
        return Box(ground.left, top, ground.right, ground.bottom)

    def _word(self, ground: Box) -> FarWord | None:
        """Return the count, the one live aid or what is shown, to be read from afar."""
        moves, scene = self._moves, self.showing.scene
        if moves.ready.phase == "counting":
            return FarWord(str(ceil(max(moves.ready.left, 0.01))), ground, count=True)
        if moves.ready.phase == "arms_out":
            return FarWord(_("Arms out"), ground)
        if moves.watching.open and not self._whose.tried.sung:
            said = moves.cue.words if moves.cue else "● " + _("{n} s").format(n=moves.left)
            return FarWord(said, ground, moves.share)
        return FarWord(scene.word, ground) if scene is not None and scene.word else None

    def _hindered(self, result: bool) -> Remark | None:
        """Return what hinders the eyes, what they miss, or that nobody performed what is drawn."""
        if result or self._deck.shows("question"):
            return None
        moves, still = self._moves, self._drawing()
        said = ""
        if moves.notice is not None:
            fetched = moves.news.fetched if moves.news else None
            shown = self._whose.tried.reference is not None
            said = words.notice(moves.notice, moves.deaf, fetched, shown)
        elif moves.ready.busy and moves.watching.pose is not None:
            said = words.unseen(unseen_limbs(moves.watching.pose))
        elif still is not None:
            said = words.from_words()
        return Remark(said, None) if said else None
