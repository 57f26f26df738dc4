import type { RunningServer } from '@tiepoint/server';

/** The engines of this server, one per line, with what to do about unusable ones. */
export function describeEngines(engines: Awaited<ReturnType<RunningServer['engines']>>): string[] {
  return engines.map(({ name, title, version, abilities, problem, default: isDefault }) => {
    const called = [`${name}${isDefault ? ' (default)' : ''}:`, title, version].filter(Boolean).join(' ');
    if (problem) return `Engine ${called} can't be used. ${problem}`;
    return `Engine ${[called, ...abilities.map((ability) => ability.replace(/\.$/, ''))].join('; ')}.`;
  });
}
