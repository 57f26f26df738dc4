/**
 * The app key of the page that every server shows, known to every server (its migrations add it). It stands in the
 * page, so it is no secret: it works in browsers from the server's own origin only.
 */
export const WEB_APP_KEY = 'tiepoint_web';
