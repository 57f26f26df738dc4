import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireEvent } from '@tiepoint/protocol';

/** How event streams are answered: normally, with 404 as by an old server, or never as by some proxies. */
export type WireStreams = 'live' | 'refused' | 'silent';

/** For tests: the event log of a project, and its streams. */
export interface WireLog {
  append(event: Omit<WireEvent, 'cursor' | 'time' | 'projectId'>): void;
  /** Responds to a request for the stream. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Breaks the open streams. */
  breakStreams(): void;
  /** Forgets the events so far. */
  forget(): void;
  /** The cursors with which streams were opened; null for none. */
  opened(): Array<string | null>;
}

/** Creates an empty log; `streams` is called with each request. */
export function createWireLog(projectId: string, streams: () => WireStreams): WireLog {
  const events: WireEvent[] = [];
  const open = new Set<ServerResponse>();
  const opened: Array<string | null> = [];
  let forgotten = 0;

  const live = (response: ServerResponse, after: string | null) => {
    const position = after === null ? events.length : Number(after.split('_')[0]);
    if (position < forgotten) {
      response.writeHead(410).end('{"error":"They are no longer kept.","code":"CURSOR_EXPIRED"}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(`retry: 2000\nid: ${position}_0\n\n`);
    for (const event of events.slice(position)) response.write(messageOf(event));
    open.add(response);
    response.once('close', () => open.delete(response));
  };

  return {
    append(event) {
      const cursor = `${events.length + 1}_0`;
      const told = { ...event, cursor, time: new Date().toISOString(), projectId };
      events.push(told);
      for (const response of open) response.write(messageOf(told));
    },
    answer(request, response) {
      const after = new URL(request.url ?? '', 'http://localhost').searchParams.get('after');
      opened.push(after);
      const answer = streams();
      if (answer === 'live') live(response, after);
      else if (answer === 'refused') response.writeHead(404).end('<html>');
    },
    breakStreams() {
      for (const response of open) response.destroy();
    },
    forget() {
      forgotten = events.length;
    },
    opened: () => opened,
  };
}

function messageOf(event: WireEvent): string {
  return `id: ${event.cursor}\ndata: ${JSON.stringify(event)}\n\n`;
}
