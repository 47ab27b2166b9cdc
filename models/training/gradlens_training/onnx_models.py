"""timm's classifiers made small enough for a test: each family with few blocks and few channels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import timm
import timm.layers
import torch
from timm.models import (
    beit,
    byobnet,
    cait,
    convmixer,
    convnext,
    deit,
    densenet,
    dla,
    efficientnet,
    ghostnet,
    levit,
    maxxvit,
    metaformer,
    mlp_mixer,
    mobilenetv3,
    nfnet,
    pvt_v2,
    regnet,
    resnet,
    resnetv2,
    swin_transformer,
    swin_transformer_v2,
    twins,
    vgg,
    vision_transformer,
    xcit,
)
from timm.models.inception_v3 import InceptionA, InceptionC
from torch import nn

CLASSES = 10
#: How to build the model, and the side of its images in pixels.
Build = tuple[Callable[[], nn.Module], int]

_resnet = partial(resnet.ResNet, layers=[1, 1, 1, 1], channels=(8, 16, 24, 32), num_classes=CLASSES, stem_width=8)
_vit = partial(
    vision_transformer.VisionTransformer, img_size=32, patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10
)
_mlp = partial(mlp_mixer.MlpMixer, img_size=32, patch_size=8, embed_dim=24, num_blocks=2, num_classes=CLASSES)
_swin = {
    "img_size": 32,
    "patch_size": 2,
    "window_size": 4,
    "embed_dim": 16,
    "depths": (2, 2),
    "num_heads": (2, 4),
    "num_classes": 10,
}


def _regnet(**settings: object) -> nn.Module:
    config = regnet.RegNetCfg(depth=6, w0=16, wa=10.0, wm=1.5, group_size=8, **settings)
    return regnet.RegNet(config, num_classes=CLASSES)


def _byob(**settings: object) -> nn.Module:
    block = partial(byobnet.ByoBlockCfg, d=1)
    return byobnet.ByobNet(
        byobnet.ByoModelCfg(
            blocks=(
                block(type=settings["type"], c=16, s=2, **settings.get("block", {})),
                block(type=settings["type"], c=24, s=2),
            ),
            stem_chs=8,
            stem_type=settings["stem"],
            num_features=0,
            **settings.get("rest", {}),
        ),
        num_classes=CLASSES,
    )


class _SmallInception(nn.Module):
    """Inception-v3's first blocks, with their asymmetric filters and parallel pooling."""

    def __init__(self) -> None:
        super().__init__()
        conv = timm.layers.ConvNormAct
        block = partial(conv, norm_layer=partial(timm.layers.BatchNormAct2d, eps=1e-3), act_layer=nn.ReLU)
        self.stem = block(3, 8, kernel_size=3, stride=2)
        self.pool = nn.MaxPool2d(3, 2)
        self.a = InceptionA(8, 8, conv_block=block)
        self.c = InceptionC(232, 8, conv_block=block)
        self.reduce = nn.Conv2d(768, 16, 1)
        self.head = nn.Linear(16, CLASSES)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.c(self.a(self.pool(self.stem(x))))
        return self.head(nn.functional.adaptive_avg_pool2d(self.reduce(x), 1).flatten(1))


def _maxxvit(block: str, **rest: object) -> nn.Module:
    config = maxxvit.MaxxVitCfg(
        embed_dim=(8, 16),
        depths=(1, 1),
        block_type=(block, block),
        stem_width=8,
        conv_cfg=maxxvit.MaxxVitConvCfg(),
        transformer_cfg=maxxvit.MaxxVitTransformerCfg(dim_head=8, window_size=(4, 4), grid_size=(4, 4), **rest),
    )
    return maxxvit.MaxxVit(config, img_size=32, num_classes=CLASSES)


def _coatnet() -> nn.Module:
    config = maxxvit.MaxxVitCfg(
        embed_dim=(8, 16),
        depths=(1, 1),
        block_type=("C", "T"),
        stem_width=8,
        transformer_cfg=maxxvit.MaxxVitTransformerCfg(dim_head=8, rel_pos_type="mlp"),
    )
    return maxxvit.MaxxVit(config, img_size=32, num_classes=CLASSES)


def _vgg(norm: type[nn.Module] | None) -> nn.Module:
    """The head's first layer is always 4,096 wide in timm; here it is 32."""
    model = vgg.VGG([8, "M", 16, "M", 512, "M"], num_classes=CLASSES, norm_layer=norm)
    model.pre_logits = vgg.ConvMlp(512, 32, 2)
    model.head = timm.layers.ClassifierHead(32, CLASSES)
    return model


def _efficientnet(name: str, **settings: object) -> nn.Module:
    return efficientnet._gen_efficientnet(name, 0.1, 0.3, num_classes=CLASSES, **settings)


MODELS: dict[str, Build] = {
    "resnet": (partial(_resnet, resnet.BasicBlock), 32),
    "resnet-d": (partial(_resnet, resnet.Bottleneck, stem_type="deep", avg_down=True), 32),
    "resnext": (partial(_resnet, resnet.Bottleneck, cardinality=4, base_width=16), 32),
    "se-resnet": (partial(_resnet, resnet.BasicBlock, block_args={"attn_layer": "se"}), 32),
    "resnet-dilated": (partial(_resnet, resnet.BasicBlock, output_stride=8), 32),
    "resnetv2": (
        partial(
            resnetv2.ResNetV2,
            layers=[1, 1],
            channels=(32, 64),
            stem_chs=16,
            num_classes=CLASSES,
            conv_layer=partial(timm.layers.StdConv2d, eps=1e-8),
            norm_layer=partial(timm.layers.GroupNormAct, num_groups=8),
        ),
        32,
    ),
    "regnetx": (_regnet, 32),
    "regnety": (partial(_regnet, se_ratio=0.25), 32),
    "efficientnet": (partial(_efficientnet, "efficientnet_b0"), 32),
    "efficientnet-same": (partial(_efficientnet, "tf_efficientnet_b0", pad_type="same"), 33),
    "mobilenetv2": (
        partial(efficientnet._gen_mobilenet_v2, "mobilenetv2_100", 0.1, 0.3, num_classes=CLASSES, fix_stem_head=False),
        32,
    ),
    "mobilenetv3": (
        partial(mobilenetv3._gen_mobilenet_v3, "mobilenetv3_small_050", 0.1, 0.3, num_classes=CLASSES),
        32,
    ),
    "mobileone": (
        partial(_byob, type="one", stem="one", block={"gs": 1}, rest={"width_factor": 1.0}),
        32,
    ),
    "repvgg": (partial(_byob, type="rep", stem="rep"), 32),
    "densenet": (
        partial(densenet.DenseNet, growth_rate=8, block_config=(2, 2), num_classes=CLASSES),
        32,
    ),
    "vgg": (partial(_vgg, None), 32),
    "vgg-bn": (partial(_vgg, nn.BatchNorm2d), 32),
    "inception": (_SmallInception, 39),
    "convnext": (
        partial(convnext.ConvNeXt, depths=(1, 1, 1, 1), dims=(8, 12, 16, 24), num_classes=CLASSES, ls_init_value=1.0),
        32,
    ),
    "convnextv2": (
        partial(
            convnext.ConvNeXt,
            depths=(1, 1, 1, 1),
            dims=(8, 12, 16, 24),
            num_classes=CLASSES,
            use_grn=True,
            ls_init_value=None,
        ),
        32,
    ),
    "vit": (_vit, 32),
    "vit-registers": (partial(_vit, reg_tokens=2, init_values=1.0, qk_norm=True, global_pool="avg"), 32),
    "deit": (
        partial(
            deit.VisionTransformerDistilled,
            img_size=32,
            patch_size=8,
            embed_dim=24,
            depth=2,
            num_heads=3,
            num_classes=CLASSES,
        ),
        32,
    ),
    "beit": (
        partial(
            beit.Beit,
            img_size=32,
            patch_size=8,
            embed_dim=24,
            depth=2,
            num_heads=3,
            num_classes=CLASSES,
            use_rel_pos_bias=True,
            init_values=1.0,
        ),
        32,
    ),
    "cait": (
        partial(
            cait.Cait,
            img_size=32,
            patch_size=8,
            embed_dim=24,
            depth=2,
            num_heads=3,
            num_classes=CLASSES,
            init_values=1.0,
        ),
        32,
    ),
    "xcit": (
        partial(xcit.Xcit, img_size=32, patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=CLASSES, eta=1.0),
        32,
    ),
    "swin": (partial(swin_transformer.SwinTransformer, **_swin), 32),
    "swinv2": (partial(swin_transformer_v2.SwinTransformerV2, **_swin), 32),
    "maxvit": (partial(_maxxvit, "M", rel_pos_type="bias"), 32),
    "coatnet": (_coatnet, 32),
    "poolformer": (
        partial(metaformer.MetaFormer, depths=(1, 1), dims=(16, 24), num_classes=CLASSES, layer_scale_init_values=1.0),
        32,
    ),
    "mixer": (_mlp, 32),
    "resmlp": (partial(_mlp, block_layer=mlp_mixer.ResBlock, norm_layer=mlp_mixer.Affine, mlp_ratio=4), 32),
    "gmlp": (partial(_mlp, block_layer=mlp_mixer.SpatialGatingBlock, mlp_layer=timm.layers.GatedMlp, mlp_ratio=6), 32),
    "convmixer": (
        partial(convmixer.ConvMixer, dim=16, depth=2, kernel_size=5, patch_size=4, num_classes=CLASSES),
        32,
    ),
    "levit": (
        partial(
            levit.Levit,
            img_size=64,
            embed_dim=(16, 24),
            key_dim=8,
            depth=(1, 1),
            num_heads=(2, 3),
            num_classes=CLASSES,
        ),
        64,
    ),
    "ghostnet": (
        partial(
            ghostnet.GhostNet,
            [[[3, 16, 16, 0, 1]], [[5, 72, 40, 0.25, 2]], [[3, 200, 80, 0, 2]]],
            num_classes=CLASSES,
            width=0.3,
        ),
        32,
    ),
    "nfnet": (
        lambda: nfnet.NormFreeNet(
            nfnet.NfCfg(depths=(1, 1), channels=(16, 32), stem_chs=8, group_size=8, attn_layer="se", attn_kwargs={}),
            num_classes=CLASSES,
        ),
        32,
    ),
    "dla": (partial(dla.DLA, levels=[1, 1, 1, 1, 1, 1], channels=[8, 8, 8, 16, 16, 16], num_classes=CLASSES), 32),
    "pvt-v2": (
        partial(
            pvt_v2.PyramidVisionTransformerV2,
            depths=(1, 1),
            embed_dims=(16, 24),
            num_heads=(1, 3),
            sr_ratios=(2, 1),
            mlp_ratios=(2, 2),
            num_classes=CLASSES,
        ),
        32,
    ),
    "twins": (
        partial(
            twins.Twins,
            img_size=32,
            patch_size=2,
            embed_dims=(16, 24),
            num_heads=(2, 3),
            mlp_ratios=(2, 2),
            depths=(2, 2),
            sr_ratios=(4, 2),
            wss=(4, 4),
            num_classes=CLASSES,
        ),
        32,
    ),
}
