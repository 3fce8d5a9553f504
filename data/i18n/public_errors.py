"""Sentences for what can go wrong at the public door."""

from data.i18n import N_

PUBLIC_SENTENCES: dict[str, str] = {
    "too_many_uses": N_("这会儿用得太多了。请等到{until}再来，急事请打电话。"),
    "upload_budget": N_("今天传的照片太多了（一处最多{most}兆）。请先把话交上来，照片明天再补。"),
    "too_many_unfinished": N_("这里有{most}张照片没传完。请先把话交上来，照片明天再补。"),
    "already_sent": N_(
        "这一页刚才交过了，编号{number}，收到的是原来写的，现在写的还没有收。要是另一件事，请再点一次提交。"
    ),
    "outcome_missing": N_("请选解决了没有。"),
    "upload_part": N_("照片没传对。请再选一次。"),
    "upload_other": N_("这张照片和刚才没传完的那张不一样。请再选一次。"),
    "form_token": N_("这一页不完整了。请回到上一页，重新打开再写，写过的字还在。"),
    "pass_unknown": N_("这个查询页过期了。请用编号和手机号再查一次。"),
    "county_unknown": N_("没有这个旗县。请重新打开页面，从列表里选。"),
    "number_unread": N_("这里读不出编号。请看回执，连年份一起写，像2026-0412。"),
    "receipt_wrong": N_("编号和手机号对不上。请看回执上的编号，用提问时留的手机号。"),
    "photos_full": N_("一件事一共最多{most}张照片，已经有{kept}张。请去掉几张再发。"),
    "form_too_long": N_("写的字太多，一次收不下。请回到上一页写短些再交，写过的字还在那里。"),
    "form_broken": N_("这一页没有收全。请回到上一页再交一次，写过的字还在那里。"),
    "form_too_big": N_("照片加起来太大，最多{most}兆。请回到上一页，少选几张再交，写过的字还在那里。"),
}
