"""What a build changes in its process is as it was when the last build is over."""

import gc
import threading

import numpy  # noqa: F401
import pytest
from threadpoolctl import ThreadpoolController

from histgraph.thrift import RARELY, one_thread, thrifty


@pytest.fixture
def settings():
    libraries = ThreadpoolController().select(user_api="blas")
    with libraries.limit(limits=2):
        before = gc.get_threshold()
        gc.set_threshold(700, 10, 10)
        yield lambda: ({one["num_threads"] for one in libraries.info()}, gc.get_threshold())
        gc.set_threshold(*before)


def test_a_build_is_thrifty_and_leaves_all_as_it_was(settings):
    before = settings()

    @thrifty()
    def build():
        assert settings() == ({1}, RARELY)
        with one_thread():
            pass
        assert settings() == ({1}, RARELY), "the inner one must not end the outer one"
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            build()
        assert settings() == before


def test_builds_that_overlap_leave_all_as_it_was(settings):
    before = settings()
    entered, go_on = threading.Event(), threading.Event()

    def other():
        with thrifty():
            entered.set()
            go_on.wait(10)

    thread = threading.Thread(target=other)
    with thrifty():
        thread.start()
        entered.wait(10)
        assert settings() == ({1}, RARELY)
    go_on.set()
    thread.join()
    assert settings() == before


@pytest.mark.parametrize("threshold", [(0, 10, 10), (RARELY[0] * 5, 10, 10)])
def test_who_collects_never_or_even_less_is_left_alone(settings, threshold):
    gc.set_threshold(*threshold)
    with thrifty():
        assert gc.get_threshold() == threshold
    assert gc.get_threshold() == threshold
