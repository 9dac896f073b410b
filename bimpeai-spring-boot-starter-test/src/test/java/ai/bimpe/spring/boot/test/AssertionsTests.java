package ai.bimpe.spring.boot.test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentAction;
import ai.bimpe.client.agents.UpdateAgentRequest;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ValidationException;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link BimpeAIAssertions}.
 */
class AssertionsTests {

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final BimpeAI bimpeai = BimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.build();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final SimulatedConversation conversation = this.agent.newConversation();

	@AfterEach
	void close() {
		this.bimpeai.close();
		this.simulator.close();
	}

	@Test
	void messagesThatWereSent() {
		send(this.conversation, "One");
		send(this.conversation, "Two");
		send(this.agent.newConversation(), "Elsewhere");
		assertThat(this.conversation).hasSent("Two").hasSent("One", "Two").hasSentExactly("One", "Two");
		fails(() -> assertThat(this.conversation).hasSent("Three")).contains("sent into the conversation")
			.contains(this.conversation.id())
			.contains("One")
			.contains("Two")
			.contains("Three");
		fails(() -> assertThat(this.conversation).hasSentExactly("Two", "One"));
		fails(() -> assertThat(this.conversation).hasSentNothing()).contains("One");
	}

	@Test
	void messagesToTheAgentThatNameTheConversationWereSent() {
		this.bimpeai.conversations()
			.send(this.agent.id(),
					CreateConversationMessageRequest.builder()
						.conversationId(this.conversation.id())
						.message("One")
						.build());
		assertThat(this.conversation).hasSentExactly("One");
		assertThat(this.agent.newConversation()).hasSentNothing();
		fails(() -> assertThat(this.conversation).hasSentNothing()).contains("One");
	}

	@Test
	void messagesToTheAddressOfTheCustomerWereSent() {
		this.bimpeai.conversations()
			.send(this.agent.id(),
					CreateConversationMessageRequest.builder()
						.channelType(SendChannelType.WHATSAPP)
						.channelUserId("+14155550100")
						.message("One")
						.build());
		List<String> ids = this.bimpeai.conversations()
			.list(this.agent.id(), ConversationQuery.create())
			.data()
			.stream()
			.map(Conversation::id)
			.filter((id) -> !id.equals(this.conversation.id()))
			.toList();
		assertThat(ids).singleElement()
			.satisfies((id) -> assertThat(this.agent.conversation(id)).hasSentExactly("One"));
		assertThat(this.conversation).hasSentNothing();
	}

	@Test
	void messagesOfOthersWereNotSent() {
		this.conversation.receives("Hi");
		this.conversation.says("Hello");
		assertThat(this.conversation).hasSentNothing();
		fails(() -> assertThat(this.conversation).hasSent("Hi"));
	}

	@Test
	void messageThatWasSentAgainCountsOnce() {
		this.conversation.on("sendMessage").times(1).respond(429).retryAfter(Duration.ZERO);
		send(this.conversation, "One");
		assertThat(this.conversation).hasSentExactly("One").received("sendMessage").times(2);
	}

	@Test
	void sameMessageSentTwiceCountsTwice() {
		send(this.conversation, "One");
		send(this.conversation, "One");
		assertThat(this.conversation).hasSentExactly("One", "One");
	}

	@Test
	void whatComesLaterIsAwaited() {
		this.conversation.on("sendMessage").delay(Duration.ofMillis(100));
		CompletableFuture<Void> later = CompletableFuture.runAsync(() -> {
			this.simulator.awaitRequests("listAgents", 1, Duration.ofSeconds(10));
			send(this.conversation, "One");
		});
		this.bimpeai.agents().list(ListQuery.create());
		assertThat(this.conversation).eventually().hasSent("One");
		assertThat(this.simulator).eventually().received("sendMessage").withField("message", "One").once();
		later.join();
	}

	@Test
	void whatNeverComesFailsWithWhatCameInstead() {
		send(this.conversation, "One");
		fails(() -> assertThat(this.conversation).within(Duration.ofMillis(50)).hasSentExactly("Two")).contains("One");
		fails(() -> assertThat(this.simulator).within(Duration.ofMillis(50)).received("makeCall")).contains("One");
	}

	@Test
	void requestsOfOperations() {
		this.bimpeai.agents().list(ListQuery.create().limit(7).search("pia"));
		assertThat(this.simulator).received("listAgents").withQuery("limit", "7").withQuery("search", "pia").once();
		assertThat(this.simulator).receivedNo("makeCall");
		fails(() -> assertThat(this.simulator).received("makeCall"))
			.contains("Expected requests of makeCall, but there were none")
			.contains("1. GET /api/v1/console/agents {")
			.contains("limit=[7]");
		fails(() -> assertThat(this.simulator).receivedNo("listAgents"))
			.contains("Expected 0 requests of listAgents, but there were 1");
		fails(() -> assertThat(this.simulator).received("listAgents").withQuery("limit", "8"))
			.contains("with the query parameter limit=8");
		fails(() -> assertThat(this.simulator).received("listAgents").times(2)).contains("but there were 1");
	}

	@Test
	void nothingArrivedAtAll() {
		fails(() -> assertThat(this.simulator).received("listAgents")).endsWith("All requests that arrived: none");
	}

	@Test
	void headersAndIdempotencyKeys() {
		this.bimpeai.agents()
			.update(this.agent.id(), UpdateAgentRequest.builder().name("Tom").build(),
					RequestOption.idempotencyKey("rename-1"), RequestOption.header("X-Shop", "Lagos"));
		assertThat(this.simulator).received("updateAgent")
			.forAgent(this.agent)
			.withIdempotencyKey("rename-1")
			.withHeader("x-shop", "Lagos")
			.once();
		fails(() -> assertThat(this.simulator).received("updateAgent").withIdempotencyKey("rename-2"))
			.contains("with the header Idempotency-Key: rename-2")
			.contains("(Idempotency-Key: rename-1)")
			.contains("{\"name\":\"Tom\"}")
			.doesNotContain(this.simulator.apiKey());
		SimulatedAgent other = this.simulator.newAgent("Other");
		fails(() -> assertThat(this.simulator).received("updateAgent").forAgent(other)).contains(other.id());
	}

	@Test
	void fieldsOfBodies() {
		this.bimpeai.agents()
			.update(this.agent.id(), UpdateAgentRequest.builder().name("Tom").systemPrompt(null).build());
		assertThat(this.simulator).received("updateAgent")
			.withField("name", "Tom")
			.withField("system_prompt", null)
			.once();
		fails(() -> assertThat(this.simulator).received("updateAgent").withField("name", 7))
			.contains("with the field name: 7");
		fails(() -> assertThat(this.simulator).received("updateAgent").withField("language", null));
	}

	@ParameterizedTest
	@MethodSource("sevens")
	void numbersOfEveryType(Object seven) {
		ApiRequest request = ApiRequest.patch("/agents/{agentId}", this.agent.id()).body(Map.of("name", 7, "n", 7));
		assertThat(catchThrowableOfType(ApiException.class, () -> this.bimpeai.request(request, Object.class)))
			.isInstanceOf(ValidationException.class);
		assertThat(this.simulator).received("updateAgent").withField("n", seven);
	}

	static Stream<Object> sevens() {
		return Stream.of(7, 7L, (short) 7, BigInteger.valueOf(7), BigDecimal.valueOf(7));
	}

	@Test
	void fieldsInsideOfFields() {
		List<String> ids = this.bimpeai.agents().actions().list(this.agent.id()).stream().map(AgentAction::id).toList();
		this.bimpeai.agents().actions().enable(this.agent.id(), ids);
		assertThat(this.simulator).received("enableAgentActions").withField("action_ids/1", ids.get(1));
		assertThat(this.simulator).received("enableAgentActions").withField("action_ids", ids);
	}

	@Test
	void ticketsNeverShow() {
		this.bimpeai.conversations().messages().streamTicket(this.agent.id(), this.conversation.id());
		fails(() -> assertThat(this.conversation).received("sendMessage")).contains("stream-ticket")
			.doesNotContain("Bearer");
	}

	private void send(SimulatedConversation to, String text) {
		this.bimpeai.conversations().messages().send(to.agentId(), to.id(), SendMessageRequest.of(text));
	}

	private static AbstractStringAssert<?> fails(ThrowableAssert.ThrowingCallable assertion) {
		return assertThat(catchThrowableOfType(AssertionError.class, assertion).getMessage());
	}

}
