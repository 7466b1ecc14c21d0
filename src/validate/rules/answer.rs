//! Rules about an answer that need its request.

use super::item::Call;
use super::task::TaskKept;
use super::{Code, Context};
use crate::validate::RequestContext;
use crate::validate::tools::Budget;
use crate::wire::Wire;
use crate::{TaskStatus, ToolCallItem};

pub(in crate::validate) fn task(
    cx: &mut Context<'_>,
    task: &TaskKept,
    asked: &RequestContext,
    budget: &mut Budget,
) {
    if let Some(rollouts) = task.rollouts
        && asked.forbids_rollouts()
        && rollouts.of(cx.text)[1..].trim_start() != "]"
    {
        let message = "`rollouts` is present, but the request did not ask for it";
        cx.report(Code::UnaskedRollouts, rollouts, message);
    }
    let calls = task.items.iter().flatten();
    for item in calls.filter(|item| matches!(item.call, Call::Made(_))) {
        let Ok(call) = ToolCallItem::read(&mut cx.reader(item.span)) else {
            continue;
        };
        asked.tools().check(cx, item.span, &call, budget);
        if task.status == Some(TaskStatus::Completed) && asked.stops_at(&call.name) {
            let message = "a call of this tool should end the run, but the task went on";
            cx.report(Code::StopToolIgnored, cx.member(item.span, "name"), message);
        }
    }
}
