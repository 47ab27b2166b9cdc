export function FinetuneView() {
  return <section aria-label="Finetune" />
}
