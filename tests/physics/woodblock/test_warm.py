from physics.woodblock.warm import warm_up


def test_it_tells_how_far_it_is_from_nothing_to_all():
    told = []
    warm_up(told.append)
    assert told[0] == 0 and told[-1] == 1 and len(told) > 4
    assert told == sorted(told)
