"""The pad: strokes as they came, and one sentence where there is none."""

import mido
import pytest

from audio import pad as pads
from audio.pad import Pad
from content.errors import Refusal


class Port:
    def __init__(self, name, callback):
        self.name, self.hit, self.closed = name, callback, False

    def close(self):
        self.closed = True


@pytest.fixture
def plugged(monkeypatch, tmp_path):
    """Say which MIDI inputs there are; gives the ports that were opened."""
    opened = []

    def open_input(name, callback):
        opened.append(Port(name, callback))
        return opened[-1]

    def plug(*names):
        monkeypatch.setattr(pads, "SEQUENCER", tmp_path)
        monkeypatch.setattr(mido, "get_input_names", lambda: list(names))
        monkeypatch.setattr(mido, "open_input", open_input)
        return opened

    return plug


def test_strokes_come_in_order_with_force_and_age(plugged, monkeypatch):
    opened = plugged("Midi Through Port-0", "Pad:1")
    pad = Pad()
    assert pad.name == "Pad:1" and list(pad.poll(3)) == []
    now = 100.0
    monkeypatch.setattr(pads.time, "monotonic", lambda: now)
    opened[0].hit(mido.Message("note_on", note=38, velocity=127))
    now = 100.25
    opened[0].hit(mido.Message("note_off", note=38))
    opened[0].hit(mido.Message("note_on", note=38, velocity=0))
    opened[0].hit(mido.Message("control_change", control=4, value=9))
    opened[0].hit(mido.Message("note_on", note=40, velocity=32))
    now = 100.5
    first, second = pad.poll(7)
    assert (first.tick, first.name, first.value) == (7, "ban.tap", {"force": 1.0, "ago": 0.5})
    assert second.value == {"force": 32 / 127, "ago": 0.25}
    assert list(pad.poll(8)) == []
    pad.close()
    assert opened[0].closed


@pytest.mark.parametrize("names", [(), ("Midi Through:Midi Through Port-0 14:0",)])
def test_without_a_pad_it_says_so(plugged, names):
    plugged(*names)
    with pytest.raises(Refusal, match="No MIDI pad is plugged in"):
        Pad()


def test_a_machine_without_midi_says_so(plugged, monkeypatch):
    plugged()

    def fail():
        raise RuntimeError("MidiInAlsa::initialize: error creating client.ALSA lib seq_hw.c:466")

    monkeypatch.setattr(mido, "get_input_names", fail)
    with pytest.raises(Refusal, match=r"does not work.*error creating client\). Tap"):
        Pad()


def test_a_pad_that_is_held_says_so(plugged, monkeypatch):
    def fail(_name, callback):
        raise OSError("unknown port")

    plugged("Pad:1")
    monkeypatch.setattr(mido, "open_input", fail)
    with pytest.raises(Refusal, match="Pad:1 could not be opened .unknown port."):
        Pad()


def test_without_a_sequencer_the_system_is_not_even_asked(plugged, monkeypatch, tmp_path):
    plugged("Pad:1")
    monkeypatch.setattr(pads, "SEQUENCER", tmp_path / "seq")
    monkeypatch.setattr(pads.sys, "platform", "linux")
    with pytest.raises(Refusal, match="No MIDI pad"):
        Pad()
