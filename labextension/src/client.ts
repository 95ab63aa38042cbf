// Talks to the server extension: the only module that does HTTP.
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';
import type { LintRequest, LintResponse, Problem, Report, RuleCard } from './wire';

/** What kind of trouble keeps an answer away. */
export type TroubleKind = 'unreachable' | 'forbidden' | 'missing' | 'failed';

/** A request that brought no answer; `message` is the server's, where it gave one. */
export class Trouble extends Error {
  constructor(
    readonly kind: TroubleKind,
    message = ''
  ) {
    super(message);
  }
}

/** A request for a report, but for what the client adds to it. */
export type Content = Omit<LintRequest, 'client' | 'sequence'>;

const NAMESPACE = 'jupyter-handoff';

/** What a proxy or hub in front of the server answers while the server is away. */
const AWAY = [424, 502, 503, 504];

/** The server extension as one browser page knows it. */
export class Client {
  constructor(settings: ServerConnection.ISettings) {
    this.settings = settings;
  }

  /** The report on live cells, null where a newer request overtook this one; throws `Trouble`. */
  async lint(content: Content, signal: AbortSignal): Promise<Report | null> {
    const request: LintRequest = { client: this.id, sequence: ++this.sequence, ...content };
    const body = JSON.stringify(request);
    const response = await this.ask<LintResponse>('lint', { method: 'POST', body, signal });
    return response.report;
  }

  /** The rules' cards by code, asked for once; throws `Trouble`. */
  async rules(): Promise<ReadonlyMap<string, RuleCard>> {
    if (this.cards === null) {
      const cards = await this.ask<readonly RuleCard[]>('rules', {});
      this.cards = new Map(cards.map(card => [card.code, card]));
    }
    return this.cards;
  }

  private async ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
    const url = URLExt.join(this.settings.baseUrl, NAMESPACE, path);
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this.settings);
    } catch (error) {
      throw new Trouble('unreachable', String(error));
    }
    if (!response.ok || response.redirected) {
      throw await troubleWith(response);
    }
    try {
      return (await response.json()) as Answer;
    } catch (error) {
      throw new Trouble('failed', String(error));
    }
  }

  private readonly settings: ServerConnection.ISettings;
  private readonly id = UUID.uuid4();
  private sequence = 0;
  private cards: ReadonlyMap<string, RuleCard> | null = null;
}

async function troubleWith(response: Response): Promise<Trouble> {
  const { status, statusText, redirected } = response;
  // Who is logged out is sent to a page to log in.
  if (status === 401 || status === 403 || redirected) {
    return new Trouble('forbidden');
  }
  if (AWAY.includes(status)) {
    return new Trouble('unreachable');
  }
  if (status === 404) {
    return new Trouble('missing');
  }
  const problem = (await response.json().catch(() => null)) as Problem | null;
  return new Trouble('failed', problem?.message ?? `${status} ${statusText}`);
}
