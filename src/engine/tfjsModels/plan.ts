import type { JsonObject, TfjsKind } from './file/types'
import { withoutSoftmaxNode } from './graph/ends'
import { readGraph } from './graph/readGraph'
import type { TfjsGraph } from './graph/types'
import { unfused } from './graph/unfuse'
import { canonicalLayers } from './layers/canonical'
import { withoutLastSoftmax } from './layers/ends'
import type { ModelJson } from './layers/types'
import { checkWiring } from './layers/wiring'

/** What is computed: without a softmax at the end, and of a graph only what leads to the first output. */
export type TfjsPlan =
  | { readonly kind: 'layers'; readonly model: ModelJson }
  | { readonly kind: 'graph'; readonly graph: TfjsGraph }

/** Throws one sentence that names the layer or the node that cannot be computed. */
export function planOf(
  kind: TfjsKind,
  topology: JsonObject,
  signature: JsonObject | null,
): { readonly plan: TfjsPlan; readonly softmax: string | null } {
  if (kind === 'layers') {
    const whole = canonicalLayers(topology)
    checkWiring(whole)
    const { model, softmax } = withoutLastSoftmax(whole)
    return { plan: { kind, model }, softmax }
  }
  const { graph, softmax } = withoutSoftmaxNode(unfused(readGraph(topology, signature)))
  return { plan: { kind, graph }, softmax }
}
