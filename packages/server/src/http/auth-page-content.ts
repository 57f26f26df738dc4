import type { User } from '../auth/authenticate.ts';
import type { AuthorizationRequest } from '../auth/oauth/authorization-request.ts';
import { Html, html } from './auth-html.ts';
import { AUTH_PAGE_STYLE } from './auth-page-style.ts';

/** What every form on these pages carries along. */
export interface FormParts {
  /** The query that the request came in, read anew each time. */
  query: string;
  /** Proof that the form is ours. */
  formToken: string;
}

/** Asks for email and password; `notice` says what was wrong with the ones before. */
export function logInContent(
  { app }: AuthorizationRequest,
  form: FormParts,
  before?: { email: string; notice: string },
): string {
  return page(
    'Log in',
    html`<h1>Log in to go on to ${app.name}</h1>
      ${before && html`<p class="notice" role="alert">${before.notice}</p>`}
      <form method="post" action="/auth/log-in?${form.query}">
        ${hidden(form)}
        <label><span>Email</span>
          <input name="email" type="email" autocomplete="username" required value="${before?.email}"></label>
        <label><span>Password</span>
          <input name="password" type="password" autocomplete="current-password" required></label>
        <button class="primary">Log in</button>
      </form>
      <p class="soft">Your password stays here: ${app.name} does not learn it.</p>`,
  );
}

/** Asks whether an app may do what every token can do. */
export function consentContent(
  { app, redirectUri }: AuthorizationRequest,
  form: FormParts,
  user: User,
): string {
  return page(
    `Allow ${app.name}?`,
    html`<h1>Allow ${app.name} to use your account?</h1>
      <p>It will be able to</p>
      <ul class="allowed">
        <li>see your email and your username</li>
        <li>see, download and share your projects, photos and models</li>
        <li>upload photos, make models, change and remove projects</li>
      </ul>
      <form method="post" action="/auth/decide?${form.query}">
        ${hidden(form)}
        <div class="choice">
          <button name="decision" value="deny">Deny</button>
          <button class="primary" name="decision" value="allow">Allow</button>
        </div>
      </form>
      <p class="soft">You then go on to ${whereTo(redirectUri)}. What you allow holds until it is revoked.</p>
      <form class="account soft" method="post" action="/auth/log-out?${form.query}">
        ${hidden(form)}
        <span>You are ${user.username} (${user.email}).</span>
        <button>Log in as somebody else</button>
      </form>`,
  );
}

/** Says why it does not go on here. */
export function errorContent(title: string, message: string, again?: { query: string }): string {
  return page(
    title,
    html`<h1>${title}</h1>
      <p class="notice" role="alert">${message}</p>
      ${
        again
          ? html`<p><a href="/auth/start?${again.query}">Start again</a></p>`
          : html`<p class="soft">No data were sent. Go back to the app that opened this page; its developer can
            correct the link.</p>`
      }`,
  );
}

function page(title: string, content: Html): string {
  const style = new Html(AUTH_PAGE_STYLE);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Tiepoint</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<header>
<svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><path d="M3.5 6.5 13 14M28.5 6.5 19 14M16 29v-8"/><circle cx="16" cy="16.5" r="3.2"/></svg>
<span>Tiepoint</span>
</header>
<main>
${content}
</main>
</body>
</html>
`.text;
}

function hidden(form: FormParts): Html {
  return html`<input type="hidden" name="form" value="${form.formToken}">`;
}

/** The part of an address that people can judge. */
function whereTo(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  return /^https?:$/.test(protocol) ? host : `the app that opens ${protocol} links`;
}
