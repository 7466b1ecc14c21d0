//! Rules about an answer that need its request.

use super::{Code, Path, Sink};
use crate::validate::Asked;
use crate::validate::tools::Budget;
use crate::{OutputItem, Task, TaskStatus};

pub(in crate::validate) fn task(
    sink: &mut Sink<'_>,
    path: &Path<'_>,
    task: &Task,
    asked: &Asked,
    budget: &mut Budget,
) {
    if asked.forbids_rollouts() && task.rollouts.as_ref().is_some_and(|all| !all.is_empty()) {
        let message = "records of model calls that the request did not ask for";
        sink.add(Code::UnaskedRollouts, &path.key("rollouts"), message);
    }
    let output = path.key("output");
    for (index, item) in task.output.iter().enumerate() {
        let OutputItem::ToolCall(call) = item else {
            continue;
        };
        let path = output.index(index);
        asked.tools().check(sink, &path, call, budget);
        if task.status == TaskStatus::Completed && asked.stops_at(&call.name) {
            let message = "a call of this tool ends the run, but the task went on";
            sink.add(Code::StopToolIgnored, &path.key("name"), message);
        }
    }
}
