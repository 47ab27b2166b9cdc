/** @file Tensors in state dicts that a model does not need because they follow from the rest. */

const FOLLOWS =
  /(^|\.)(num_batches_tracked|relative_position_index|relative_coords_table|attn_mask|position_ids|total_ops|total_params)$/

/** Whether a tensor is a buffer that models recompute: Swin's indices, batch norm's counter. */
export const followsFromTheRest = (name: string): boolean => FOLLOWS.test(name)
