package ai.bimpe.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Whole HTTP responses, head and body, encoded once.
 */
public final class PreparedResponses {

	/** Pages of the list of agents, whatever their size. */
	public static final int PAGES = 50;

	static final ByteBuf TICKET = answer("201 Created", """
			{"message":"Stream ticket issued","data":{"ticket":"stk_benchmark","expires_in":60}}""");

	static final ByteBuf AGENT = answer("200 OK", "{\"message\":\"Success\",\"data\":" + agent(1) + "}");

	static final ByteBuf CREATED = answer("201 Created", "{\"message\":\"Created\",\"data\":" + agent(1) + "}");

	private static final Map<Integer, List<ByteBuf>> LISTS = new ConcurrentHashMap<>();

	private static final Map<List<Integer>, ByteBuf> CONVERSATIONS = new ConcurrentHashMap<>();

	private PreparedResponses() {
	}

	static ByteBuf page(int number, int limit) {
		return LISTS
			.computeIfAbsent(limit,
					(size) -> IntStream.rangeClosed(1, PAGES).mapToObj((page) -> encodePage(page, size)).toList())
			.get(number - 1);
	}

	/** A page of the conversations of an agent that has so many. */
	static ByteBuf conversations(int count, int number, int limit) {
		return CONVERSATIONS.computeIfAbsent(List.of(count, number, limit), (page) -> {
			String conversations = IntStream.range((number - 1) * limit, Math.min(number * limit, count))
				.mapToObj(PreparedResponses::conversation)
				.collect(Collectors.joining(","));
			return page(conversations, count, number, limit);
		});
	}

	private static ByteBuf encodePage(int number, int limit) {
		String agents = IntStream.range(0, limit)
			.mapToObj((i) -> agent((number - 1) * limit + i))
			.collect(Collectors.joining(","));
		return page(agents, PAGES * limit, number, limit);
	}

	private static ByteBuf page(String rows, int count, int number, int limit) {
		int pages = (count + limit - 1) / limit;
		return answer("200 OK", """
				{"message":"Success","data":[%s],"meta":{"total_count":%d,"page_count":%d,"current_page":%d,"limit":%d,\
				"has_next_page":%b,"has_previous_page":%b}}""".formatted(rows, count, pages, number, limit,
				number < pages, number > 1));
	}

	private static String conversation(int number) {
		return """
				{"id":"cnv_%d","channel_type":"webchat","channel_id":"chn_1","channel_user_id":"usr_%d",\
				"channel_user_username":"ada","is_test_channel":false,"is_ai_chat_paused":false,"needs_attention":false,\
				"last_message_at":"%s","last_seen":"%s","last_message_preview":"It left our store this morning.",\
				"created_at":"2026-07-04T07:55:53.440Z","updated_at":"2026-07-04T07:55:53.440Z"}"""
			.formatted(number, number, SampleEvents.TIME, SampleEvents.TIME);
	}

	private static String agent(int number) {
		return """
				{"id":"cmqb5c9p2%07dl80ehs6gk","name":"Restaurant assistant","description":"Takes bookings",\
				"language":"en","persona":"friendly","workflow_id":"cmqb5c9p20011l80ehs6gk3uz","timezone":"Africa/Lagos",\
				"status":"active","created_at":"2026-07-04T07:55:53.440Z","updated_at":"2026-07-04T07:55:53.440Z"}"""
			.formatted(number);
	}

	private static ByteBuf answer(String status, String body) {
		String head = """
				HTTP/1.1 %s\r
				Content-Type: application/json\r
				Content-Length: %d\r
				X-Request-Id: 5e2c7d90-1a4f-4b3c-8e61-f90d27ab6c15\r
				X-RateLimit-Limit: 120\r
				X-RateLimit-Remaining: 119\r
				X-RateLimit-Reset: 1783151800\r
				\r
				""".formatted(status, body.length());
		ByteBuf bytes = Unpooled.directBuffer().writeBytes((head + body).getBytes(StandardCharsets.US_ASCII));
		return Unpooled.unreleasableBuffer(bytes.asReadOnly());
	}

}
