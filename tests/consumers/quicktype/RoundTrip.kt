import quicktype.TaskResponse

/** Reads one task response a line and writes it again. */
fun main() = generateSequence(::readlnOrNull).forEach { println(TaskResponse.fromJson(it).toJson()) }
