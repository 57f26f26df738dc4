import type { RunningServer } from '@tiepoint/server';

/** The programs that make models here, one a line, with what to do about those that can't be used. */
export function describeEngines(engines: Awaited<ReturnType<RunningServer['engines']>>): string[] {
  return engines.map(({ name, title, version, abilities, problem, default: isDefault }) => {
    const called = [`${name}${isDefault ? ' (default)' : ''}:`, title, version].filter(Boolean).join(' ');
    if (problem) return `Engine ${called} can't be used. ${problem}`;
    return `Engine ${[called, ...abilities.map((ability) => ability.replace(/\.$/, ''))].join('; ')}.`;
  });
}
