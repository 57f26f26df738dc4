/** Walks through the pages of OAuth 2 as a browser would: keeps the cookie, sends the forms that it was shown. */
export class SignInBrowser {
  readonly #endpoint: string;
  #cookie = '';
  #page = '';

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Opens an address of the server; redirects are not followed. */
  async open(path: string): Promise<Response> {
    return this.#send(path, {});
  }

  /** Fills in and sends the form of the last page whose action begins so, and follows redirects to this server. */
  async submit(action: string, fields: Record<string, string>): Promise<Response> {
    const forms = [...this.#page.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)];
    const form = forms.find(([, target]) => target?.startsWith(action));
    if (!form) throw new Error(`the page has no form ${action}: ${this.#page}`);
    const proof = /name="form" value="(\w+)"/.exec(form[2] ?? '')?.[1] ?? '';
    const body = new URLSearchParams({ form: proof, ...fields });
    const target = (form[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#39;', "'");
    const response = await this.#send(target, { method: 'POST', body });
    const next = response.headers.get('location') ?? '';
    return next.startsWith('/') ? this.open(next) : response;
  }

  /** Logs in on the page of `/auth/start` and allows what the app asks for; gives the address it is sent back to. */
  async allow(path: string, credentials: { email: string; password: string }): Promise<string> {
    await this.open(path);
    await this.submit('/auth/log-in', credentials);
    const response = await this.submit('/auth/decide', { decision: 'allow' });
    return response.headers.get('location') ?? '';
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(this.#cookie && { cookie: this.#cookie }) };
    const response = await fetch(`${this.#endpoint}${path}`, { ...init, headers, redirect: 'manual' });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    this.#page = await response.clone().text();
    return response;
  }
}
