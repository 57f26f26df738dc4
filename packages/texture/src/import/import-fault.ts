/**
 * Why an imported model can't be shown. The message tells the user who uploaded it what is wrong and what to do.
 */
export class ImportFault extends Error {
  readonly kind: 'Unreadable' | 'TooLarge';

  constructor(kind: 'Unreadable' | 'TooLarge', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImportFault';
    this.kind = kind;
  }
}
