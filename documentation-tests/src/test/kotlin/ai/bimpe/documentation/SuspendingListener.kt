package ai.bimpe.documentation

import ai.bimpe.spring.stream.MessageReceivedEvent
import kotlinx.coroutines.future.await
import org.springframework.context.event.EventListener
import org.springframework.core.annotation.Order
import java.util.concurrent.BlockingQueue
import java.util.concurrent.CompletableFuture
import java.util.concurrent.LinkedBlockingQueue

/**
 * A listener that suspends until the test resumes it.
 */
class SuspendingListener {

	val calls: BlockingQueue<Call> = LinkedBlockingQueue()

	@Order(1)
	@EventListener
	suspend fun on(event: MessageReceivedEvent): String {
		val call = Call(event.message.message, Thread.currentThread().name)
		calls.add(call)
		val succeeds = call.gate.await()
		call.resumedOn = Thread.currentThread().name
		check(succeeds) { "Not yet" }
		return "Answer to ${call.text}"
	}

	class Call(val text: String?, val startedOn: String) {

		val gate = CompletableFuture<Boolean>()

		@Volatile
		var resumedOn: String? = null

	}

}
