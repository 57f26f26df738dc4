/** Text that is HTML already, made by `html` alone. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of HTML: what is put into it is text, and stays text. Nothing is put where undefined stands. */
export function html(strings: TemplateStringsArray, ...values: (string | Html | undefined)[]): Html {
  const parts = strings.map((string, index) => string + toText(values[index]));
  return new Html(parts.join(''));
}

function toText(value: string | Html | undefined): string {
  if (value instanceof Html) return value.text;
  return (value ?? '').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
