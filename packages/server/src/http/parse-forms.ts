import type { FastifyInstance } from 'fastify';

/** Accepts GraphQL as a form too (`query=…&variables={…}`): some clients send nothing else. */
export function parseForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      try {
        const form = Object.fromEntries(new URLSearchParams(String(body)));
        const { variables, extensions, ...rest } = form;
        done(null, {
          ...rest,
          ...(variables && { variables: JSON.parse(variables) }),
          ...(extensions && { extensions: JSON.parse(extensions) }),
        });
      } catch {
        done(Object.assign(new Error('`variables` and `extensions` must be JSON.'), { statusCode: 400 }));
      }
    },
  );
}
