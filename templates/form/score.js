// The arithmetic of core/scoring.py, exact as there: whole numbers of any size, divided last, shown rounded down. `plan`
// is how the edition weighs; `facts` and `statuses` are what has been said. A test holds the two against each other.
"use strict";
const tenkenScore = (plan, facts, statuses) => {
  const holds = (fact) => facts[fact] ?? plan.facts[fact] ?? true;
  const when = Object.fromEntries(plan.areas.map((area) => [area.id, area.when]));
  const on = (q) => [when[q.area], q.when].every((fact) => fact === null || holds(fact));
  const asked = plan.questions.filter((q) => on(q) && (q.unless === null || !holds(q.unless)));
  const status = (q) => q.verdict ?? statuses[q.id] ?? null;
  const sum = (questions, value) => questions.reduce((total, q) => total + value(q), 0n);

  const areas = plan.areas.map((area) => {
    const mine = asked.filter((q) => q.area === area.id);
    const counted = mine.filter((q) => status(q) !== "na");
    const earned = sum(counted, (q) => BigInt(q.weight) * BigInt(plan.halves[status(q)] ?? 0));
    const open = sum(counted.filter((q) => status(q) === null), (q) => BigInt(q.weight));
    return {
      id: area.id, weight: BigInt(area.weight), total: mine.length, applicable: counted.length,
      answered: counted.filter((q) => status(q) !== null).length,
      halves: 2n * sum(counted, (q) => BigInt(q.weight)), earned, best: earned + 2n * open,
    };
  }).filter((area) => area.total);

  // Σ area weight · area score / Σ area weight, over the areas that have a score: a numerator and a denominator.
  const weigh = (part) => {
    const scored = areas.filter((area) => area.halves);
    if (!scored.length) return null;
    let [above, below, weights] = [0n, 1n, 0n];
    for (const area of scored) {
      above = above * area.halves + area.weight * area[part] * below;
      below *= area.halves;
      weights += area.weight;
    }
    return [above, below * weights];
  };
  const shown = (score) => {
    if (score === null) return null;
    const whole = (100n * score[0]) / score[1];
    return whole === 0n && score[0] > 0n ? 1 : Number(whole);
  };

  const letters = plan.grades.map(([letter]) => letter);
  const critical = asked.filter((q) => q.critical);
  const caps = critical.map((q) => [letters.indexOf(plan.caps[status(q) ?? ""]), q.id]).filter(([at]) => at >= 0);
  const worst = caps.length ? Math.max(...caps.map(([at]) => at)) : -1;
  const total = weigh("earned");
  const reached = total && plan.grades.findIndex(([, least]) => 100n * total[0] >= BigInt(least) * total[1]);
  const band = total && (reached < 0 ? letters.length - 1 : reached);
  const count = (name) => areas.reduce((n, area) => n + area[name], 0);
  return {
    asked: asked.map((q) => q.id), answered: count("answered"), applicable: count("applicable"),
    low: shown(total), high: shown(weigh("best")),
    grade: total && letters[Math.max(band, worst)],
    cap: worst < 0 ? null : letters[worst], gate: caps.filter(([at]) => at === worst).map(([, id]) => id),
    criticalOpen: critical.filter((q) => !["yes", "na"].includes(status(q))).map((q) => q.id),
    areas: areas.map(({ id, answered, applicable }) => ({ id, answered, applicable })),
  };
};
