/** One message of an event stream; a field that was not sent is undefined. */
export interface StreamMessage {
  id?: string;
  event?: string;
  data?: string;
}

/**
 * Reads an event stream message by message: https://html.spec.whatwg.org/multipage/server-sent-events.html. An
 * incomplete message at the end is dropped. `onBytes` is called whenever data arrives.
 */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<StreamMessage, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield parseMessage(block);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function parseMessage(block: string): StreamMessage {
  const message: StreamMessage = {};
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ''] = /^(id|event|data):(?: )?(.*)$/.exec(line) ?? [];
    if (field === 'data') message.data = message.data === undefined ? value : `${message.data}\n${value}`;
    else if (field === 'id') message.id = value;
    else if (field === 'event') message.event = value;
  }
  return message;
}
