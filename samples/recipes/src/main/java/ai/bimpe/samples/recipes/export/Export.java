package ai.bimpe.samples.recipes.export;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.samples.recipes.batch.GracefulStop;
import ai.bimpe.samples.recipes.batch.Progress;
import me.tongfei.progressbar.ProgressBar;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Service;

/**
 * Writes what was created before the export began, in the order in which it was created:
 * rows that are added meanwhile stand at the end of a list that is sorted so, and move
 * nothing. A few conversations are read at a time and written one after the other; a page
 * is asked for when the one before it has been taken.
 */
@Service
class Export {

	private static final int PAGE_SIZE = 100;

	private static final String ORDER = "created_at";

	private final ReactiveBimpeAI bimpeai;

	private final ExportProperties properties;

	private final GracefulStop stop;

	private final Clock clock;

	Export(ReactiveBimpeAI bimpeai, ExportProperties properties, GracefulStop stop, Clock clock) {
		this.bimpeai = bimpeai;
		this.properties = properties;
		this.stop = stop;
		this.clock = clock;
	}

	/**
	 * Begin an export, or go on with it.
	 * @return how much there is in the file, which is complete
	 */
	Count run() {
		try (ExportFile file = ExportFile.open(this.properties.file(), this.properties.agentId(),
				this.clock.instant())) {
			Count complete = file.resumePoint().complete();
			return (complete != null) ? complete : write(file);
		}
		catch (IOException ex) {
			throw new ExportException("The file cannot be closed: " + ex, ex);
		}
	}

	private Count write(ExportFile file) {
		long done = file.count().conversations();
		try (ProgressBar bar = Progress.of("Export", " conversations", done, -1)) {
			lines(file, bar).takeUntilOther(this.stop.signal())
				.publishOn(Schedulers.boundedElastic(), 1)
				.doOnNext((lines) -> {
					file.append(lines);
					bar.stepTo(file.count().conversations()).setExtraMessage(file.count().messages() + " messages");
				})
				.blockLast();
			this.stop.check();
			file.append(List.of(ExportLine.complete(file.count())));
			return file.count();
		}
	}

	private Flux<List<ExportLine>> lines(ExportFile file, ProgressBar bar) {
		return this.bimpeai.conversations()
			.list(this.properties.agentId(), ConversationQuery.create().limit(PAGE_SIZE).sort(ORDER))
			.pages()
			.doOnNext((page) -> bar.maxHint(total(page)))
			.concatMapIterable(Page::data, 1)
			.takeWhile((conversation) -> conversation.createdAt().isBefore(file.until()))
			.filter(file.resumePoint()::isWanted)
			.flatMapSequential((conversation) -> lines(conversation, file), this.properties.concurrency(), 1);
	}

	private Flux<List<ExportLine>> lines(Conversation conversation, ExportFile file) {
		SeenItemFilter seen = file.resumePoint().messagesOf(conversation);
		boolean written = file.resumePoint().isLast(conversation);
		return this.bimpeai.conversations()
			.messages()
			.list(this.properties.agentId(), conversation.id(), ListQuery.create().limit(PAGE_SIZE).sort(ORDER))
			.pages()
			.map((page) -> lines(conversation, page, seen, file.until()))
			// Deleted meanwhile.
			.onErrorResume(NotFoundException.class, (ex) -> Flux.just(List.of()))
			.index((page, lines) -> (page > 0 || written) ? lines : withConversation(conversation, lines));
	}

	private static List<ExportLine> withConversation(Conversation conversation, List<ExportLine> messages) {
		List<ExportLine> lines = new ArrayList<>();
		lines.add(ExportLine.conversation(conversation));
		lines.addAll(messages);
		return lines;
	}

	private static List<ExportLine> lines(Conversation conversation, Page<Message> page, SeenItemFilter seen,
			Instant until) {
		return page.data()
			.stream()
			.filter((message) -> message.createdAt().isBefore(until))
			.filter((message) -> seen.isNew(message.id(), message.createdAt()))
			.map((message) -> ExportLine.message(conversation.id(), message))
			.toList();
	}

	private static long total(Page<?> page) {
		Long total = page.meta().totalCount();
		return (total != null) ? total : -1;
	}

}
