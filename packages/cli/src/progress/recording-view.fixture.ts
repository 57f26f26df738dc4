import type { ProgressView } from './progress-view.ts';

/** A view that writes down what it is to show. */
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
