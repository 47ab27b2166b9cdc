/** @file Operators of TensorFlow's graphs: those of tfjs's executor that a classifier of images may have. */

/** Differentiable, or of a gradient that is zero almost everywhere. */
const WITH_GRADIENT = [
  'Abs Acos Acosh Add AddN AddV2 Asin Asinh Atan Atan2 Atanh AvgPool BatchMatMul BatchMatMulV2 BatchToSpaceND BiasAdd',
  'BroadcastTo Cast Ceil ClipByValue Concat ConcatV2 Conv1D Conv2D Conv2DBackpropInput Cos Cosh Cumsum DepthwiseConv2d',
  'DepthwiseConv2dNative Div DivNoNan Elu EnsureShape Equal Erf Exp ExpandDims Expm1 Floor FloorDiv FusedBatchNorm',
  'FusedBatchNormV2 FusedBatchNormV3 FusedDepthwiseConv2dNative Gather GatherV2 Greater GreaterEqual Identity IsInf IsNan',
  'LRN LeakyRelu Less LessEqual Log Log1p LogSoftmax LogicalAnd LogicalNot LogicalOr MatMul Max MaxPool Maximum Mean Min',
  'Minimum MirrorPad Mod Mul Neg NotEqual OnesLike Pack Pad PadV2 Pow Prelu Prod RealDiv Reciprocal Relu Relu6 Reshape',
  'ResizeBilinear ResizeNearestNeighbor Reverse ReverseV2 Round Rsqrt Select SelectV2 Selu Sigmoid Sign Sin Sinh Slice',
  'Snapshot Softmax Softplus SpaceToBatchND Split SplitV Sqrt Square SquaredDifference Squeeze StopGradient Sub Sum Tan',
  'Tanh Tile Transpose Unpack ZerosLike _FusedConv2D _FusedMatMul',
]
  .join(' ')
  .split(' ')

/** Of shapes and constants, or without a gradient in tfjs: where the images pass through one, they have none. */
const WITHOUT_GRADIENT = [
  'All Any ArgMax ArgMin BroadcastArgs Const CropAndResize DepthToSpace Einsum EuclideanNorm Fill GatherNd LinSpace',
  'MatrixBandPart NoOp OneHot Ones Placeholder PlaceholderWithDefault Range Rank Shape ShapeN Size StridedSlice TopKV2',
  'Zeros',
]
  .join(' ')
  .split(' ')

export const GRAPH_OPERATORS: ReadonlySet<string> = new Set([...WITH_GRADIENT, ...WITHOUT_GRADIENT])
export const DIFFERENTIABLE_OPERATORS: ReadonlySet<string> = new Set(WITH_GRADIENT)

/** What is computed of these does not change with the pixels. */
export const OF_SHAPES: ReadonlySet<string> = new Set(['OnesLike', 'Rank', 'Shape', 'ShapeN', 'Size', 'ZerosLike'])
