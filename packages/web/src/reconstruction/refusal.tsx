import './refusal.css';

/** Why something was refused, in the server's words, announced by screen readers. */
export function Refusal({ message }: { message: string | null }) {
  return (
    message !== null && (
      <p className="refusal" role="alert" data-testid="refusal">
        {message}
      </p>
    )
  );
}
