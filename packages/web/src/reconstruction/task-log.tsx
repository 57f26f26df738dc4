import { useLayoutEffect, useRef, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { changesLog } from '../api/read-news.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { formatCount } from '../ui/format.ts';
import { addLines, lastOf, MAX_LINES, NO_LINES } from './log-lines.ts';
import './task-log.css';

interface TaskLogProps {
  projectId: string;
  taskId: string;
  /** Whether more lines may follow. */
  running: boolean;
}

/** Distance from the end in pixels within which the log keeps scrolling. */
const END_MARGIN = 12;

/** The log of the engine's programs, in a panel that can be opened. */
export function TaskLog(props: TaskLogProps) {
  return (
    <Disclosure summary="Log" testId="task-log">
      <LogLines key={props.taskId} {...props} />
    </Disclosure>
  );
}

function LogLines({ projectId, taskId, running }: TaskLogProps) {
  const api = useApi();
  const kept = useRef(NO_LINES);
  const { data, error } = useQuery(taskId, {
    load: async (signal) => {
      const after = lastOf(kept.current) ?? undefined;
      const part = await api.readTaskLog({ projectId, taskId, after, first: MAX_LINES }, signal);
      kept.current = addLines(kept.current, part);
      return kept.current;
    },
    changedBy: (news) => running && changesLog(news, taskId),
    delayAfter: ({ behind }) => (behind ? 0 : null),
  });
  const lines = data?.lines ?? [];
  const { panel, away, onScroll, toEnd } = useEnd(lastOf(data ?? NO_LINES));
  return (
    <div className="task-log">
      <div
        className="task-log-lines"
        role="log"
        aria-label="Log"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it has to be scrolled by the keyboard too.
        tabIndex={0}
        ref={panel}
        onScroll={onScroll}
      >
        {data?.cut && <div className="task-log-cut">The newest {formatCount(lines.length)} lines</div>}
        {lines.map(({ number, text }) => (
          <div key={number}>{text}</div>
        ))}
        {data && lines.length === 0 && <div className="task-log-cut">No output yet.</div>}
        {error && <div className="task-log-cut">{error.message}</div>}
      </div>
      {away && (
        <Button className="task-log-end" onClick={toEnd}>
          Scroll to the end
        </Button>
      )}
    </div>
  );
}

/** Keeps the end of a panel in view while its content grows, unless the reader has scrolled away from it. */
function useEnd(last: number | null) {
  const panel = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const toEnd = () => panel.current?.scrollTo({ top: panel.current.scrollHeight });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the end.
  useLayoutEffect(() => {
    if (!away) toEnd();
  }, [last, away]);
  const onScroll = () => {
    if (!panel.current) return;
    const { scrollHeight, scrollTop, clientHeight } = panel.current;
    setAway(scrollHeight - scrollTop - clientHeight > END_MARGIN);
  };
  return { panel, away, onScroll, toEnd };
}
