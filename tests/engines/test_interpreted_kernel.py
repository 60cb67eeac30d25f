"""The kernel looks at nothing beyond its arrays and writes no number that does not fit.

Machine code would not tell: it reads what stands there, and cuts what it writes.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from mom_sim.engines.compiled_engine import engine, statistics_run
from tests.engines.interpreted_kernel import Change, interpreted
from tests.engines.mutant_plans import plan_of
from tests.engines.tallied_causes import causes_without_log
from tests.engines.test_compiled_interruptions import little_room
from tests.engines.test_compiled_plans import first_difference_of_rows
from tests.strategies import Case, cases


@settings(max_examples=settings.default.max_examples // 10)
@given(cases())
def test_python_carries_out_what_machine_code_does(case: Case) -> None:
    expected, _ = engine.run(case.plan, case.tape)
    causes = causes_without_log(case.plan, case.scenario, 1)
    with interpreted(), pytest.MonkeyPatch.context() as patch:
        for module in (engine, statistics_run):
            patch.setattr(module, "_make_room", little_room)
        found, _ = engine.run(case.plan, case.tape)
        assert causes_without_log(case.plan, case.scenario, 1) == causes
    assert first_difference_of_rows(found, expected) is None


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change("take_record", "s.live_row[cn] = row", "s.live_row[cn] = 1 << 31"), OverflowError),
        (Change("take_record", "s.live_row[cn] = row", "s.live_row[-1] = row"), IndexError),
    ],
)
def test_what_does_not_fit_or_lies_beyond_is_noticed(
    change: Change, error: type[Exception]
) -> None:
    tried = plan_of("two task forces")
    with interpreted(change), pytest.raises(error):
        engine.run(tried.plan, tried.tape)
