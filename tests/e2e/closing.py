"""Asks a window to close as a window manager does (ICCCM 4.2.8: WM_DELETE_WINDOW)."""

import ctypes
import ctypes.util

CLIENT_MESSAGE = 33


class Message(ctypes.Structure):
    """XClientMessageEvent of Xlib."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_char * 128),
    )


def close(display: str, window: int) -> None:
    """Send the message; the program decides what it does."""
    x = ctypes.CDLL(ctypes.util.find_library("X11"))
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    x.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x.XSendEvent.argtypes = (
        ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p,
    )  # fmt: skip
    x.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    opened = x.XOpenDisplay(display.encode())
    assert opened, f"no display {display}"
    protocols = x.XInternAtom(opened, b"WM_PROTOCOLS", 0)
    delete = x.XInternAtom(opened, b"WM_DELETE_WINDOW", 0)
    message = Message(CLIENT_MESSAGE, 0, 1, opened, window, protocols, 32)
    message.data[0] = delete
    x.XSendEvent(opened, window, 0, 0, ctypes.byref(message))
    x.XCloseDisplay(opened)
