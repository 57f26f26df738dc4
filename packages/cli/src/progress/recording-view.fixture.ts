import type { ProgressView } from './progress-view.ts';

/** A view that records what it is given. */
export function recordingView(): { view: ProgressView; events: string[] } {
  const events: string[] = [];
  const view: ProgressView = {
    begin(title) {
      events.push(`begin ${title}`);
      return {
        set: (done) => events.push(`${title} ${done}`),
        finish: (seconds) => events.push(`${title} took ${seconds}`),
      };
    },
    say: (text) => events.push(text),
    close() {},
  };
  return { view, events };
}
