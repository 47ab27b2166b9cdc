/** @file Filters as the tiles of the kernels read them: panels of as many channels as a tile is wide. */

export interface FilterShape {
  readonly rows: number
  readonly columns: number
  readonly groups: number
  /** Channels of one group, of what the forward convolution reads and of what it gives. */
  readonly inChannels: number
  readonly outChannels: number
}

export interface Packed {
  /** (panels, taps, depth, lanes) */
  readonly values: Float32Array
  readonly panels: number
  /** Values per tap and channel. */
  readonly depth: number
  /** Panels that read the same channels. */
  readonly panelsPerGroup: number
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/**
 * Groups narrower than a panel are packed together, with zeros between them. Transposed, the last tap comes first.
 *
 * @param filter (rows, columns, into, groups * out)
 * @param isTransposed whether it takes the gradient back: then each group brings its `out` to its `into` channels
 * @param lanes channels of a panel
 */
export function packPanels(filter: Float32Array, shape: FilterShape, isTransposed: boolean, lanes: number): Packed {
  const { rows, columns, groups, inChannels, outChannels } = shape
  const taps = rows * columns
  const [reads, gives] = isTransposed ? [outChannels, inChannels] : [inChannels, outChannels]
  const joined = groups === 1 ? 1 : joinedGroups(gives, groups, lanes)
  const channels = groups * gives
  const panels = Math.ceil(channels / lanes)
  const depth = joined * reads
  const values = new Float32Array(panels * taps * depth * lanes)
  const width = groups * outChannels
  for (let channel = 0; channel < channels; channel++) {
    const group = Math.floor(channel / gives)
    const own = channel - group * gives
    const first = (group % joined) * reads
    const lane = channel % lanes
    const panel = (channel - lane) / lanes
    for (let tap = 0; tap < taps; tap++) {
      const place = isTransposed ? taps - 1 - tap : tap
      const to = ((panel * taps + place) * depth + first) * lanes + lane
      const from = tap * inChannels * width + group * outChannels
      for (let k = 0; k < reads; k++) {
        const [row, column] = isTransposed ? [own, k] : [k, own]
        values[to + k * lanes] = filter[from + row * width + column] as number
      }
    }
  }
  return { values, panels, depth, panelsPerGroup: joined === groups ? panels : (joined * gives) / lanes }
}

/** The fewest groups that together fill whole panels, or all groups. */
function joinedGroups(gives: number, groups: number, lanes: number): number {
  const wanted = lanes / greatestDivisor(gives, lanes)
  return groups % wanted === 0 ? wanted : groups
}

/** @param filter (rows, columns, 1, channels) of a convolution with a group a channel */
export function packDepthwise(filter: Float32Array, { rows, columns, groups }: FilterShape, lanes: number): Packed {
  const taps = rows * columns
  const panels = Math.ceil(groups / lanes)
  const values = new Float32Array(panels * taps * lanes)
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < groups; channel++) {
      const lane = channel % lanes
      values[(((channel - lane) / lanes) * taps + tap) * lanes + lane] = filter[tap * groups + channel] as number
    }
  }
  return { values, panels, depth: 1, panelsPerGroup: 1 }
}
