/** One entry of the outbox, as the database leases it. */
export interface Delivery {
  readonly id: number;
  readonly lease: string;
  readonly channel: "email";
  readonly recipient: string;
  readonly event: "job.completed" | "job.failed";
  readonly attempt: number;
  /** Opens the job without an account. */
  readonly token: string;
  readonly job: {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly status: string;
    readonly result: Record<string, unknown> | null;
    readonly error: { readonly type: string; readonly detail: string } | null;
    readonly expires_at: string | null;
    readonly completed_at: string | null;
  };
}
