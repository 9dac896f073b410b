package ai.bimpe.documentation

import ai.bimpe.client.BimpeAI
import ai.bimpe.client.ReactiveBimpeAI
import ai.bimpe.client.agents.AgentDetail
import ai.bimpe.client.agents.CreateAgentRequest
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest
import ai.bimpe.client.conversations.SendMessageRequest
import ai.bimpe.client.core.ListQuery
import ai.bimpe.client.core.MessageRole
import ai.bimpe.client.core.RequestOption.timeout
import ai.bimpe.client.errors.NotFoundException
import ai.bimpe.client.workflows.WorkflowQuery
import ai.bimpe.spring.stream.BimpeAIStreams
import ai.bimpe.spring.stream.MessageReceivedEvent
import ai.bimpe.spring.stream.StreamSpec
import ai.bimpe.spring.stream.StreamState
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import org.springframework.context.event.EventListener
import kotlin.reflect.typeOf
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/**
 * An application in Kotlin. That it compiles shows that nullness is what Kotlin expects of
 * it: a value that may be missing needs a default here, and any other must not have one.
 */
class KotlinDesk(
	private val bimpeai: BimpeAI,
	private val reactive: ReactiveBimpeAI,
	private val streams: BimpeAIStreams,
) {

	@EventListener
	suspend fun on(event: MessageReceivedEvent) {
		val text = event.message.message ?: return
		if (event.message.role == MessageRole.USER) {
			reactive.conversations().setAiStatus(event.agentId, event.conversationId, true).awaitSingle()
			reactive.conversations().messages()
				.send(event.agentId, event.conversationId, SendMessageRequest.of("Confirmed: $text"))
				.awaitSingle()
		}
	}

	fun names(): List<String> = bimpeai.agents().list(ListQuery.create().limit(50)).map { it.name }

	fun languages(): List<String> = runBlocking {
		reactive.agents().list(ListQuery.create()).asFlow().map { it.language ?: "none" }.toList()
	}

	fun create(name: String): String {
		val workflow = bimpeai.workflows().list(WorkflowQuery.create()).first()
		val request = CreateAgentRequest.builder().workflowId(workflow.id).name(name).description("Takes bookings").build()
		val agent = bimpeai.agents().create(request, timeout(5.seconds.toJavaDuration()))
		bimpeai.agents().knowledgeBases().create(agent.id, CreateKnowledgeBaseRequest.text("Menu", "Margherita 12"))
		return agent.id
	}

	fun find(id: String): AgentDetail? = try {
		bimpeai.agents().retrieve(id)
	}
	catch (ex: NotFoundException) {
		null
	}

	fun follow(agentId: String): StreamState {
		val stream = streams.subscribe(StreamSpec.ofAgent("all-of-$agentId", agentId).withConcurrency(4))
		val state = streams.find(stream.spec().name).map { it.state() }.orElse(StreamState.STOPPED)
		stream.stop()
		return state
	}

	/**
	 * What of an agent and a stream may be missing, as Kotlin sees it.
	 */
	fun missing(agent: AgentDetail): Map<String, Boolean> {
		val stream = streams.all().first()
		return mapOf(
			"id" to isNullable(agent.id),
			"language" to isNullable(agent.language),
			"createdAt" to isNullable(agent.createdAt),
			"failure" to isNullable(stream.failure()),
			"state" to isNullable(stream.state()),
			"conversationId" to isNullable(stream.spec().conversationId),
		)
	}

	private inline fun <reified T> isNullable(@Suppress("UNUSED_PARAMETER") value: T) = typeOf<T>().isMarkedNullable

}
