package ai.bimpe.samples.inbox.live;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Server-sent events for the browsers. The state of the stream, which is sent every few
 * seconds, keeps quiet connections alive.
 */
@RestController
class LiveController {

	private final LiveUpdates updates;

	LiveController(LiveUpdates updates) {
		this.updates = updates;
	}

	@GetMapping(path = "/updates", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> updates(@RequestParam String after,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
			HttpSession session) {
		return this.updates.follow(session.getId(), (lastEventId != null) ? lastEventId : after)
			.map(LiveController::event)
			.startWith(ServerSentEvent.<String>builder().comment("hello").build());
	}

	private static ServerSentEvent<String> event(Update update) {
		ServerSentEvent.Builder<String> event = ServerSentEvent.builder(update.html()).event(update.event());
		return ((update.id() != null) ? event.id(update.id()) : event).build();
	}

}
