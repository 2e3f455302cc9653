export const batchesPath = "/api/payments/batches";

export function batchAddress(id: string): string {
  return `/payments/batches/${encodeURIComponent(id)}`;
}
