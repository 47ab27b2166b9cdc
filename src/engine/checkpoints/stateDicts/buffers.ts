/** @file Tensors in state dicts that a model can do without, since they follow from the rest. */

const FOLLOWS =
  /(^|\.)(num_batches_tracked|relative_position_index|relative_coords_table|attn_mask|position_ids|total_ops|total_params)$/

/** Whether a tensor is a buffer that any model of its kind makes anew: Swin's indices, batch norm's counter. */
export const followsFromTheRest = (name: string): boolean => FOLLOWS.test(name)
