"""The catalogue of test functions: surfaces on which optimizers show what they do.

Each function is one entry. Importing this module builds none of them, so that a listing costs
nothing. It is long because it is a table: the code is a page, the rest is entries.

Sources that several entries share: "Surjanovic and Bingham" is their Virtual Library of Simulation
Experiments, https://www.sfu.ca/~ssurjano; "Jamil and Yang" is their survey of 2013,
arXiv:1308.4008; "Moré, Garbow and Hillstrom" is their collection of 1981, ACM Transactions on
Mathematical Software 7(1), 17-41.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import pi, sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from thalweg.errors import UnknownName, nearest

if TYPE_CHECKING:
    from thalweg.problems.base import Problem
    from thalweg.problems.formula import Formula

Point = tuple[float, ...]
Box = Mapping[str, tuple[float, float]]
#: A number, or a formula in the step t.
Rate = float | str
#: An optimizer by the name of its class, and its hyperparameters: here nothing is known of optimizers.
Racer = tuple[str, Mapping[str, Rate]]
Race = tuple[Racer, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One function of the catalogue.

    Parameters
    ----------
    formula : str
        The function, in thalweg's formula language.
    domain : mapping of str to (float, float)
        The box that shows the function, one interval a parameter, in the order of the parameters.
        It is the literature's box, or narrower where that one would hide the shape.
    start : tuple of float
        A point in the box from which a descent is instructive.
    source : str
        Where the function comes from.
    shows : str
        What an optimizer's path on it teaches, in one line.
    race : tuple of (str, mapping)
        Optimizers whose paths from `start` show that.
    minima : tuple of points
        Every point at which the function is lowest in the box; of a valley of such points, those
        nearest to the origin. Empty for the saddles and `false_minima`: their box is only a window
        on a function without a lowest point. Each coordinate is the float64 nearest to the true
        one.
    local_minima : tuple of points
        The other known minima in the box, from low to high.
    complete : bool
        Whether the two lists together hold every minimum inside the box. A valley of minima counts
        as listed.
    at_minima : {"strict", "flat", "valley", "kink"}
        The global minima to second order. "strict": the Hessian is positive definite. "flat": it
        is zero in some direction, and the minimum is isolated all the same. "valley": it is zero
        along a curve of minima. "kink": there is no gradient. Other minima are always strict.
    steps : int
        Steps of the race.
    """

    formula: str
    domain: Box
    start: Point
    source: str
    shows: str
    race: Race
    minima: tuple[Point, ...] = ()
    local_minima: tuple[Point, ...] = ()
    complete: bool = True
    at_minima: Literal["strict", "flat", "valley", "kink"] = "strict"
    steps: int = 100


class Functions(Mapping[str, "Formula"]):
    """A read-only mapping from names to formulas, each built when it is first asked for."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = MappingProxyType(dict(entries))
        self._built: dict[str, Formula] = {}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What is known of each function, without building any."""
        return self._entries

    def entry(self, problem: Problem) -> Entry | None:
        """What is known of a problem, if it is one of these functions."""
        from thalweg.problems.formula import Formula

        name = (isinstance(problem, Formula) and problem.name) or ""
        return self._entries[name] if self.get(name) == problem else None

    def __getitem__(self, name: str) -> Formula:
        """Return the formula; its `minima` are the global ones, then the other known ones.

        Raises
        ------
        UnknownName
            'no function is called "rosenbrok"; did you mean "rosenbrock"? (`thalweg functions`
            lists them)'
        """
        if name not in self._entries:
            raise UnknownName(
                f'no function is called "{name}"{nearest(str(name), self._entries)}'
                " (`thalweg functions` lists them)"
            )
        if name not in self._built:
            # Here, because SymPy and NumPy take longer to import than a listing takes to print.
            from thalweg.problems.formula import Formula

            entry = self._entries[name]
            formula = Formula(
                entry.formula,
                params=tuple(entry.domain),
                name=name,
                domain=dict(entry.domain),
                minima=entry.minima + entry.local_minima,
                start=entry.start,
                source=entry.source,
            )
            # Of two threads that build the same function, both get the same one.
            self._built.setdefault(name, formula)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __repr__(self) -> str:
        return f"<{len(self)} functions: {', '.join(self)}>"


def _square(low: float, high: float) -> Box:
    return {"x": (low, high), "y": (low, high)}


def _race(*plain: Rate, momentum: Rate | None = None, adam: Rate | None = None) -> Race:
    """SGD at each of the rates, SGD with momentum 0.9, and Adam."""
    race: list[Racer] = [("SGD", {"lr": rate}) for rate in plain]
    if momentum is not None:
        race.append(("SGD", {"lr": momentum, "momentum": 0.9}))
    if adam is not None:
        race.append(("Adam", {"lr": adam}))
    return tuple(race)


_ENTRIES = {
    # Quadratics
    "bowl": Entry(
        formula="x**2 + y**2",
        domain=_square(-1.0, 1.0),
        start=(-0.8, 0.6),
        minima=((0.0, 0.0),),
        source="De Jong 1975, PhD thesis, University of Michigan (F1, there in three dimensions)",
        shows="The easiest surface: the negative gradient points straight at the minimum.",
        race=_race(0.1, momentum=0.02, adam=0.1),
    ),
    "ravine": Entry(
        formula="x**2 + 10*y**2",
        domain={"x": (-2.0, 2.0), "y": (-0.7, 0.7)},
        start=(-1.8, 0.6),
        minima=((0.0, 0.0),),
        source="Defined here: a quadratic with condition number 10",
        shows="At lr=0.1 plain descent flips across the ravine for ever; above it diverges.",
        race=_race(0.03, 0.1, momentum=0.01),
    ),
    "shallow_ravine": Entry(
        formula="0.1*x**2 + y**2",
        domain={"x": (-2.0, 2.0), "y": (-1.0, 1.0)},
        start=(-1.8, 0.6),
        minima=((0.0, 0.0),),
        source="Defined here; on momentum in such valleys see Goh 2017, doi:10.23915/distill.00006",
        shows="Slow along its length, where momentum gains most over plain descent.",
        race=_race(0.2, momentum=0.1, adam=0.1),
    ),
    "rotated_ravine": Entry(
        formula="5.5*x**2 + 9*x*y + 5.5*y**2",
        domain=_square(-2.0, 2.0),
        start=(-0.85, 1.7),
        minima=((0.0, 0.0),),
        source="Defined here, after Salomon 1996, BioSystems 39(3), 263-278",
        shows="The ravine turned by 45 degrees: a step size per coordinate no longer helps.",
        race=_race(0.05, momentum=0.01, adam=0.1),
    ),
    "booth": Entry(
        formula="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
        domain=_square(-10.0, 10.0),
        start=(-8.0, 8.0),
        minima=((1.0, 3.0),),
        source="Jamil and Yang; Surjanovic and Bingham",
        shows="A tilted ravine with condition number 9; plain descent diverges above lr=1/9.",
        race=_race(0.05, momentum=0.01, adam=0.5),
    ),
    "matyas": Entry(
        formula="0.26*(x**2 + y**2) - 0.48*x*y",
        domain=_square(-10.0, 10.0),
        start=(-8.0, 6.0),
        minima=((0.0, 0.0),),
        source="Jamil and Yang; Surjanovic and Bingham",
        shows="A nearly flat valley along y=x, 25 times steeper across; it allows rates up to 2.",
        race=_race(0.5, momentum=0.05, adam=0.5),
    ),
    # What happens in training, in one or two parameters
    "quartic": Entry(
        formula="0.1*x**4 - 0.5*x**3 - 0.2*x**2 + 2*x + 2",
        domain={"x": (-3.0, 5.0)},
        start=(2.5,),
        minima=((3.6484673790230917,),),
        local_minima=((-1.1209912044529162,),),
        source="Defined here",
        shows="One curve for learning rates: slow at 0.01, quick at 0.2, no convergence at 0.5.",
        race=_race(0.01, 0.2, 0.5),
    ),
    "double_well": Entry(
        formula="x**4 - 2*x**2 + 0.3*x",
        domain={"x": (-2.0, 2.0)},
        start=(1.8,),
        minima=((-1.0355787140888537,),),
        local_minima=((0.9601495555191055,),),
        source="Defined here: the tilted double well of physics",
        shows="Plain descent stops in the near well; momentum crosses the hill to the deeper one.",
        race=_race(0.02, momentum=0.02),
    ),
    "two_wells": Entry(
        formula="x**2 + (y**2 - 1)**2",
        domain=_square(-1.5, 1.5),
        start=(1.0, 0.0001),
        minima=((0.0, -1.0), (0.0, 1.0)),
        source="Defined here",
        shows="Descent first runs to the saddle at the origin, rests there, and then leaves it.",
        race=_race(0.1, momentum=0.03, adam=0.05),
    ),
    "wavy_bowl": Entry(
        formula="x**2 + y**2 + 0.5*sin(3*x) + 0.5*cos(3*y)",
        domain=_square(-2.0, 2.0),
        start=(1.5, 1.5),
        minima=(
            (-0.3578182150884495, -0.6744752307527683),
            (-0.3578182150884495, 0.6744752307527683),
        ),
        source="Defined here",
        shows="A bowl with ripples: lr=0.01 is too slow, 0.1 good, and 0.5 never settles.",
        race=_race(0.01, 0.1, 0.5),
    ),
    "false_minima": Entry(
        formula="sin(x)*sin(y) + 0.2*x",
        domain=_square(-5.0, 5.0),
        start=(3.0, 3.5),
        # cos(x) = ±0.2 and y an odd multiple of pi/2; the tilt lowers them without end to the left.
        local_minima=(
            (-4.9137469011750206, -pi / 2),
            (-4.9137469011750206, 3 * pi / 2),
            (-1.7721542475852274, -3 * pi / 2),
            (-1.7721542475852274, pi / 2),
            (1.369438406004566, -pi / 2),
            (1.369438406004566, 3 * pi / 2),
            (4.511031059594359, -3 * pi / 2),
            (4.511031059594359, pi / 2),
        ),
        source="Defined here",
        shows="A tilted egg box without a lowest point: every start falls into a hollow near it.",
        race=_race(0.3, momentum=0.05, adam=0.1),
    ),
    "quartic_bowl": Entry(
        formula="x**4 + y**4",
        domain=_square(-1.0, 1.0),
        start=(-1.0, 0.6),
        minima=((0.0, 0.0),),
        at_minima="flat",
        source="Defined here",
        shows="The curvature vanishes at the minimum, so plain descent gets slower with every step.",
        race=_race(0.1, momentum=0.02, adam=0.05),
    ),
    "l1_ravine": Entry(
        formula="abs(x) + 10*abs(y)",
        domain={"x": (-2.0, 2.0), "y": (-1.0, 1.0)},
        start=(-1.8, 0.6),
        minima=((0.0, 0.0),),
        at_minima="kink",
        source="Defined here: a weighted l1 norm",
        shows="The slope never shrinks: a fixed rate bounces for ever, a falling one does not.",
        race=_race(0.05, "0.1/(1+0.05*t)", adam=0.05),
    ),
    "plateau": Entry(
        formula="1 - exp(-(x**2 + y**2)/2)",
        domain=_square(-3.0, 3.0),
        start=(2.7, 1.8),
        minima=((0.0, 0.0),),
        source="Defined here: a Gaussian well",
        shows="Hardly any gradient far out: long nothing, and then a quick fall.",
        race=_race(0.5, momentum=0.2, adam=0.1),
    ),
    "cliff": Entry(
        formula="0.1*(x**2 + y**2) + 3*sigmoid(20*(x - 1))",
        domain={"x": (-1.5, 2.5), "y": (-1.5, 1.5)},
        start=(1.8, 1.0),
        minima=((-6.183384372868422e-07, 0.0),),
        source="Defined here, after Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063",
        shows="Short steps as far as the cliff, where one huge gradient throws the path off.",
        race=_race(0.15, momentum=0.1, adam=0.1),
    ),
    "linear_network": Entry(
        formula="(u*v - 1)**2",
        domain={"u": (-2.5, 2.5), "v": (-2.5, 2.5)},
        start=(0.2, 2.2),
        minima=((-1.0, -1.0), (1.0, 1.0)),
        at_minima="valley",
        source="The smallest case of Saxe, McClelland and Ganguli 2013, arXiv:1312.6120",
        shows="A valley of minima, u*v=1: larger rates end where it is less steep across.",
        race=_race(0.02, 0.3),
    ),
    "dead_relu": Entry(
        formula="((relu(w + b) - 1)**2 + (relu(2*w + b) - 2)**2)/2",
        domain={"w": (-2.5, 2.5), "b": (-2.5, 2.5)},
        start=(2.0, 2.0),
        minima=((1.0, 0.0),),
        complete=False,
        source="Defined here; on dying units see Lu et al. 2019, arXiv:1903.06733",
        shows="A ReLU neuron and two points: lr=0.1 fits them, one step with lr=0.3 kills it.",
        race=_race(0.1, 0.3, adam=0.1),
    ),
    "saddle": Entry(
        formula="x**2 - y**2",
        domain=_square(-1.0, 1.0),
        start=(-0.9, 0.001),
        source="Hyperbolic paraboloid; on saddles in training: Dauphin et al. 2014, arXiv:1406.2572",
        shows="Descent runs into the saddle, all but stops, and then falls away without end.",
        race=_race(0.035, momentum=0.005, adam=0.01),
    ),
    "monkey_saddle": Entry(
        formula="x**3 - 3*x*y**2",
        domain=_square(-1.0, 1.0),
        start=(0.9, 0.01),
        source="Hilbert and Cohn-Vossen 1952, Geometry and the Imagination",
        shows="The Hessian vanishes at the origin too: descent lingers longer than at a saddle.",
        race=_race(0.02, momentum=0.005, adam=0.01),
    ),
    # Curved valleys and bad scaling
    "rosenbrock": Entry(
        formula="(1 - x)**2 + 100*(y - x**2)**2",
        domain={"x": (-2.0, 2.0), "y": (-1.0, 3.0)},
        start=(-1.2, 1.0),
        minima=((1.0, 1.0),),
        source="Rosenbrock 1960, The Computer Journal 3(3), 175-184",
        shows="A curved valley that is quick to find and slow to follow.",
        race=_race(0.001, momentum=0.0005, adam=0.1),
        steps=300,
    ),
    "beale": Entry(
        formula="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
        domain=_square(-4.5, 4.5),
        start=(1.0, 1.0),
        minima=((3.0, 0.5),),
        source="Beale 1958, Princeton, Technical Report 25; Moré, Garbow and Hillstrom, no. 5",
        shows="Steep walls round a flat floor: a rate that survives the walls is slow on it.",
        race=_race(0.03, momentum=0.005, adam=0.1),
    ),
    "dixon_price": Entry(
        formula="(x - 1)**2 + 2*(2*y**2 - x)**2",
        domain={"x": (-3.0, 3.0), "y": (-2.0, 2.0)},
        start=(1.5, -1.8),
        minima=((1.0, -sqrt(0.5)), (1.0, sqrt(0.5))),
        source="Dixon and Price 1989, J. Optimization Theory and Applications 60, 261-275",
        shows="A parabolic valley with a minimum on each arm; the sign of y decides between them.",
        race=_race(0.007, momentum=0.0007, adam=0.1),
    ),
    "zakharov": Entry(
        formula="x**2 + y**2 + (0.5*x + y)**2 + (0.5*x + y)**4",
        domain=_square(-5.0, 10.0),
        start=(8.0, 8.0),
        minima=((0.0, 0.0),),
        source="Surjanovic and Bingham",
        shows="Steep far out, mild inside: lr=0.01 diverges from the start, lr=0.001 ends slowly.",
        race=_race(0.0005, momentum=5e-05, adam=0.5),
    ),
    "freudenstein_roth": Entry(
        formula="(x - 13 + ((5 - y)*y - 2)*y)**2 + (x - 29 + ((y + 1)*y - 14)*y)**2",
        domain={"x": (0.0, 14.0), "y": (-3.0, 6.0)},
        start=(0.5, -2.0),
        minima=((5.0, 4.0),),
        local_minima=((11.412778986902094, -0.8968052532744765),),
        source="Freudenstein and Roth 1963, J. ACM 10(4); Moré, Garbow and Hillstrom, no. 2",
        shows="From the standard start descent heads for the loss of 49, not for that of 0.",
        race=_race(0.0003, momentum=0.0001, adam=0.5),
    ),
    "powell_badly_scaled": Entry(
        formula="(10000*x*y - 1)**2 + (exp(-x) + exp(-y) - 1.0001)**2",
        domain=_square(-1.0, 10.0),
        start=(0.0, 1.0),
        minima=(
            (1.0981593296998175e-05, 9.106146739866524),
            (9.106146739866524, 1.0981593296998175e-05),
        ),
        local_minima=((-0.009948091925800946, -0.009948091925800946),),
        complete=False,
        source="Powell 1970, A hybrid method for nonlinear equations;"
        " Moré, Garbow and Hillstrom, no. 3",
        shows="Coordinates a million times apart: at the start rates above 1e-8 diverge.",
        race=_race(5e-09, momentum=2e-09, adam=0.0001),
    ),
    # A few wells
    "himmelblau": Entry(
        formula="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
        domain=_square(-5.0, 5.0),
        start=(0.0, 0.0),
        minima=(
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.2831859912861696),
            (3.5844283403304917, -1.8481265269644036),
        ),
        source="Himmelblau 1972, Applied Nonlinear Programming, McGraw-Hill",
        shows="Four equally good minima: the start decides which one is found.",
        race=_race(0.01, momentum=0.003, adam=0.2),
    ),
    "styblinski_tang": Entry(
        formula="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
        domain=_square(-5.0, 5.0),
        start=(0.5, -0.5),
        minima=((-2.903534027771177, -2.903534027771177),),
        local_minima=(
            (-2.903534027771177, 2.746802770990837),
            (2.746802770990837, -2.903534027771177),
            (2.746802770990837, 2.746802770990837),
        ),
        source="Styblinski and Tang 1990, Neural Networks 3(4), 467-483",
        shows="Four wells, one of them lowest: each coordinate falls to its own side of 0.157.",
        race=_race(0.02, momentum=0.003, adam=0.3),
    ),
    "six_hump_camel": Entry(
        formula="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (4*y**2 - 4)*y**2",
        domain={"x": (-2.2, 2.2), "y": (-1.2, 1.2)},
        start=(-2.0, 1.0),
        minima=(
            (-0.08984201310031806, 0.7126564030207396),
            (0.08984201310031806, -0.7126564030207396),
        ),
        local_minima=(
            (-1.703606714969981, 0.7960835686726251),
            (1.703606714969981, -0.7960835686726251),
            (-1.6071047529201972, -0.5686514548841314),
            (1.6071047529201972, 0.5686514548841314),
        ),
        source="Surjanovic and Bingham; Jamil and Yang",
        shows="Six hollows in pairs of equal depth: from the start, descent ends in the second best.",
        race=_race(0.01, momentum=0.015, adam=0.05),
    ),
    "three_hump_camel": Entry(
        formula="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
        domain=_square(-2.5, 2.5),
        start=(-2.0, 1.8),
        minima=((0.0, 0.0),),
        local_minima=(
            (-1.7475523458302888, 0.8737761729151444),
            (1.7475523458302888, -0.8737761729151444),
        ),
        source="Surjanovic and Bingham; Jamil and Yang",
        shows="A good basin with a worse one on each side, where the start lies.",
        race=_race(0.03, momentum=0.005, adam=0.1),
    ),
    "goldstein_price": Entry(
        formula="(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
        "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
        domain=_square(-2.0, 2.0),
        start=(-1.5, 0.5),
        minima=((0.0, -1.0),),
        local_minima=((-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)),
        source="Goldstein and Price 1971, Mathematics of Computation 25(115), 569-574",
        shows="Losses from 3 to a million, so rates must be tiny; four minima lie among them.",
        race=_race(5e-06, momentum=5e-06, adam=0.1),
    ),
    "mccormick": Entry(
        formula="sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
        domain={"x": (-1.5, 4.0), "y": (-3.0, 4.0)},
        start=(1.0, 3.5),
        # (1/2 - pi/3, -1/2 - pi/3), then (1/2 + 2*pi/3, -1/2 + 2*pi/3)
        minima=((-0.5471975511965977, -1.5471975511965979),),
        local_minima=((2.5943951023931957, 1.5943951023931955),),
        source="Jamil and Yang; Surjanovic and Bingham",
        shows="A trough with two hollows: from the start, descent stops in the higher one.",
        race=_race(0.05, momentum=0.01, adam=0.1),
    ),
    "branin": Entry(
        formula="(5*x/pi - 5.1*x**2/(4*pi**2) + y - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
        domain={"x": (-5.0, 10.0), "y": (0.0, 15.0)},
        start=(2.5, 12.0),
        minima=((-pi, 12.275), (pi, 2.275), (3 * pi, 2.475)),
        source="Branin 1972, IBM J. Research and Development 16(5), 504-522; form of Dixon and"
        " Szegö 1978, Towards Global Optimisation 2",
        shows="Three equally good minima, one at the end of a long bent valley.",
        race=_race(0.03, momentum=0.005, adam=0.3),
    ),
    "muller_brown": Entry(
        formula="-200*exp(-(x - 1)**2 - 10*y**2) - 100*exp(-x**2 - 10*(y - 0.5)**2)"
        " - 170*exp(-6.5*(x + 0.5)**2 + 11*(x + 0.5)*(y - 1.5) - 6.5*(y - 1.5)**2)"
        " + 15*exp(0.7*(x + 1)**2 + 0.6*(x + 1)*(y - 1) + 0.7*(y - 1)**2)",
        domain={"x": (-1.5, 1.2), "y": (-0.2, 2.0)},
        start=(-0.7, 0.6),
        minima=((-0.5582236346330243, 1.4417258418046686),),
        local_minima=(
            (0.6234994049308765, 0.028037758528685664),
            (-0.050010822998206056, 0.4666941048719721),
        ),
        source="Müller and Brown 1979, Theoretica Chimica Acta 53, 75-93",
        shows="Three valleys and two passes: which side of a pass one starts on decides.",
        race=_race(0.0003, momentum=0.0003, adam=0.03),
    ),
    "forrester": Entry(
        formula="(6*x - 2)**2*sin(12*x - 4)",
        domain={"x": (0.0, 1.0)},
        start=(0.45,),
        minima=((0.7572487578418559,),),
        local_minima=((0.14258918932471631,),),
        source="Forrester, Sóbester and Keane 2008, Engineering Design via Surrogate Modelling",
        shows="Descent creeps towards the level point x=1/3 and stalls, although it is no minimum.",
        race=_race(0.001, momentum=0.0005, adam=0.01),
    ),
    # Many wells
    "gramacy_lee": Entry(
        formula="sin(10*pi*x)/(2*x) + (x - 1)**4",
        domain={"x": (0.5, 2.5)},
        start=(2.3,),
        minima=((0.5485634445276052,),),
        local_minima=(
            (0.7487437781430085,),
            (0.9489336866904862,),
            (1.1490876188021966,),
            (1.348785167362593,),
            (1.5472883271844393,),
            (1.7435767404694347,),
            (1.9362196625299228,),
            (2.121899166052543,),
        ),
        source="Gramacy and Lee 2012, Statistics and Computing 22(3), 713-722",
        shows="Nine wells in a row: plain descent stops in the first, momentum passes three.",
        race=_race(0.0005, momentum=0.002, adam=0.02),
    ),
    "rastrigin": Entry(
        formula="20 + x**2 + y**2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)",
        domain=_square(-5.12, 5.12),
        start=(3.3, -2.2),
        minima=((0.0, 0.0),),
        complete=False,
        source="Rastrigin 1974, Systems of Extremal Control; Surjanovic and Bingham",
        shows="A minimum near every pair of integers: descent stops in the nearest one.",
        race=_race(0.001, momentum=0.002, adam=0.5),
    ),
    "ackley": Entry(
        formula="-20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + 20 + e",
        domain=_square(-5.0, 5.0),
        start=(3.3, -2.2),
        minima=((0.0, 0.0),),
        complete=False,
        at_minima="kink",
        source="Ackley 1987, A Connectionist Machine for Genetic Hillclimbing, Kluwer",
        shows="A pitted funnel with a pointed tip: lr=0.01 stops in a pit, lr=0.1 jumps inwards.",
        race=_race(0.01, 0.1, momentum=0.03),
    ),
    "griewank": Entry(
        formula="(x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2)) + 1",
        domain=_square(-10.0, 10.0),
        start=(7.5, -5.0),
        minima=((0.0, 0.0),),
        complete=False,
        source="Griewank 1981, J. Optimization Theory and Applications 34(1), 11-39",
        shows="Regular wells of almost the same depth: the gradient says nothing of the best one.",
        race=_race(1.0, momentum=1.0, adam=2.0),
    ),
    "levy": Entry(
        formula="sin(pi*(x + 3)/4)**2 + ((x - 1)/4)**2*(1 + 10*sin(pi*(x + 3)/4 + 1)**2)"
        " + ((y - 1)/4)**2*(1 + sin(pi*(y + 3)/2)**2)",
        domain=_square(-10.0, 10.0),
        start=(-8.0, 7.0),
        minima=((1.0, 1.0),),
        complete=False,
        source="Levy and Montalvo 1985, SIAM J. Scientific and Statistical Computing 6(1), 15-29;"
        " Surjanovic and Bingham",
        shows="Parallel corrugations on a wide bowl: descent stops in one of their troughs.",
        race=_race(0.01, momentum=0.01, adam=2.0),
    ),
    "bohachevsky": Entry(
        formula="x**2 + 2*y**2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7",
        domain=_square(-1.5, 1.5),
        start=(1.4, 1.2),
        minima=((0.0, 0.0),),
        complete=False,
        source="Bohachevsky, Johnson and Stein 1986, Technometrics 28(3), 209-217",
        shows="A bowl from afar and a field of dimples from near; descent stops in a dimple.",
        race=_race(0.005, momentum=0.005, adam=0.1),
    ),
    "schaffer_n2": Entry(
        formula="0.5 + (sin(x**2 - y**2)**2 - 0.5)/(1 + 0.001*(x**2 + y**2))**2",
        domain=_square(-4.0, 4.0),
        start=(3.0, 1.5),
        minima=((0.0, 0.0),),
        complete=False,
        source="Surjanovic and Bingham; Jamil and Yang",
        shows="Ripples that tighten outwards: descent ends in a groove that hardly slopes inwards.",
        race=_race(0.02, momentum=0.02, adam=0.3),
    ),
    "michalewicz": Entry(
        formula="-sin(x)*sin(x**2/pi)**20 - sin(y)*sin(2*y**2/pi)**20",
        domain={"x": (0.0, pi), "y": (0.0, pi)},
        start=(2.6, 2.2),
        minima=((2.2029055201726093, pi / 2),),
        local_minima=((2.2029055201726093, 2.7115714838430143),),
        complete=False,
        source="Michalewicz 1992, Genetic Algorithms + Data Structures = Evolution Programs",
        shows="Narrow trenches in a plain without slope: y finds nothing to follow.",
        race=_race(0.01, momentum=0.003, adam=0.05),
    ),
    "easom": Entry(
        formula="-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
        domain=_square(-1.0, 7.0),
        start=(5.0, 1.8),
        minima=((pi, pi),),
        local_minima=(
            (1.3049954504376675, 1.3049954504376675),
            (1.3049954504376675, 4.978189856741919),
            (4.978189856741919, 1.3049954504376675),
            (4.978189856741919, 4.978189856741919),
        ),
        source="Easom 1990, M.Eng. thesis, University of Louisville; Surjanovic and Bingham",
        shows="One deep hole in a plain: outside it the gradient is too small to lead anywhere.",
        race=_race(10.0, momentum=30.0, adam=0.3),
    ),
    "schwefel": Entry(
        formula="837.9657745448674 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))",
        domain=_square(-500.0, 500.0),
        start=(-150.0, 200.0),
        minima=((420.96874635998205, 420.96874635998205),),
        complete=False,
        source="Schwefel 1981, Numerical Optimization of Computer Models; Surjanovic and Bingham",
        shows="The best minimum is in a corner, far from the next best: good loss misleads.",
        race=_race(0.5, momentum=1.5, adam=60.0),
    ),
}

functions = Functions(_ENTRIES)
