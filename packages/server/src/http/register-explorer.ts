import fastifyStatic from '@fastify/static';
import {
  getDistDirectory,
  isSandboxFrame,
  renderAltair,
  renderInitSnippet,
  SANDBOX_FRAME_CSP,
} from 'altair-static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const API = '/graphql';
const FILES = '/graphql/explorer/';
const OPTIONS_SCRIPT = 'options.js';

/** What a visitor finds in the editor: it runs as it is, without a key. */
const FIRST_QUERY = `# Tiepoint's API. Press Ctrl+Enter to run a query; "Docs" shows every type and field.
#
# The first query needs no key. For the others fill in two headers (topmost symbol on the left):
#   key         the app key
#   altitoken   the user token
# Both are in credentials.json in the server's data folder.

query Start {
  versions { api }
  support {
    systemMode # null without a key
    supportedCloud(kind: image)
    endpoints { api web }
  }
  getGeoIPInfo {
    nearestBuckets { bucket display cloud }
  }
}

# With key and token:
query MyProjects {
  my {
    self { email username }
    allProjects(first: 10) {
      totalCount
      edges { node { id name date numImage taskState } }
    }
  }
}
`;

/** Addresses are relative, so that they are right behind a proxy too. Nothing here asks another server. */
const OPTIONS = {
  endpointURL: API,
  subscriptionsEndpoint: API,
  initialSubscriptionRequestHandlerId: 'graphql-ws',
  initialSubscriptionsPayload: { key: '', altitoken: '' },
  initialHeaders: { key: '', altitoken: '' },
  initialName: 'Tiepoint',
  initialQuery: FIRST_QUERY,
  disableAccount: true,
  initialSettings: {
    'alert.disableUpdateNotification': true,
    'banners.disable': true,
    'schema.reloadOnStart': true,
    disablePushNotification: true,
  },
} as const;

/**
 * Serves the interactive explorer (Altair) to browsers that open the API's address; its files come from this
 * server, and its content security policy lets it talk to this server alone.
 */
export async function registerExplorer(app: FastifyInstance): Promise<void> {
  const page = renderAltair({
    ...OPTIONS,
    baseURL: FILES,
    serveInitialOptionsInSeperateRequest: OPTIONS_SCRIPT,
  }).replace('<title>Altair</title>', '<title>Tiepoint API</title>');
  app.addHook('onRequest', async (request, reply) => {
    if (!wantsExplorer(request)) return;
    reply.header('vary', 'accept').header('cache-control', 'no-cache');
    reply.header('content-security-policy', policyFor(request));
    return reply.type('text/html; charset=utf-8').send(page);
  });
  app.get(`${FILES}${OPTIONS_SCRIPT}`, (_request, reply) => {
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8');
    return reply.send(renderInitSnippet(OPTIONS));
  });
  await app.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: FILES,
    index: false,
    decorateReply: false,
    setHeaders(reply, path) {
      // Scripts that a visitor writes run in this frame, without the page's origin.
      if (isSandboxFrame(path)) reply.header('content-security-policy', SANDBOX_FRAME_CSP);
    },
  });
}

/** A browser that was sent to the API's address, without a query in it. */
function wantsExplorer(request: FastifyRequest): boolean {
  const { accept, upgrade } = request.headers;
  const [path, search = ''] = request.url.split('?');
  return (
    request.method === 'GET' &&
    path === API &&
    upgrade === undefined &&
    accept?.includes('text/html') === true &&
    !new URLSearchParams(search).has('query')
  );
}

function policyFor(request: FastifyRequest): string {
  // Not every browser counts a socket to the same host as 'self'.
  const host = /^[\w.:[\]-]+$/.test(request.host) ? request.host : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    // The editor writes its styles into the page.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${host && `ws://${host} wss://${host}`}`.trim(),
    "worker-src 'self'",
    "frame-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
