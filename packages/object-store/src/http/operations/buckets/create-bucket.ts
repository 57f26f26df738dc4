import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Some clients create their bucket before each upload; an existing one is no error. */
export async function createBucket(_needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket } = exchange;
  exchange.inviteBody();
  response.setHeader('Location', `/${bucket}`);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
}
