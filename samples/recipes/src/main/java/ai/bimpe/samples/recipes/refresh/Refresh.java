package ai.bimpe.samples.recipes.refresh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.errors.ValidationException;
import ai.bimpe.samples.recipes.batch.GracefulStop;
import ai.bimpe.samples.recipes.batch.Progress;
import ai.bimpe.samples.recipes.refresh.FolderKnowledgeBases.Change;
import me.tongfei.progressbar.ProgressBar;

import org.springframework.stereotype.Service;

/**
 * Brings the knowledge bases of an agent in step with the folder, file by file. Nothing
 * has to be remembered between two refreshes: one that was interrupted is followed by one
 * that finds less to do.
 */
@Service
class Refresh {

	private final BimpeAI bimpeai;

	private final RefreshProperties properties;

	private final Folder folder;

	private final GracefulStop stop;

	Refresh(BimpeAI bimpeai, RefreshProperties properties, Folder folder, GracefulStop stop) {
		this.bimpeai = bimpeai;
		this.properties = properties;
		this.folder = folder;
		this.stop = stop;
	}

	/**
	 * Refresh.
	 * @return what was done
	 * @throws RefreshException when the folder cannot be read
	 */
	RefreshResult run() {
		List<String> files = this.folder.files();
		FolderKnowledgeBases knowledgeBases = new FolderKnowledgeBases(this.bimpeai.agents().knowledgeBases(),
				this.properties.agentId());
		return new Run(files, knowledgeBases).run();
	}

	/**
	 * One refresh.
	 */
	private final class Run {

		private final List<String> files;

		private final FolderKnowledgeBases knowledgeBases;

		private final Map<Change, Integer> changes = new EnumMap<>(Change.class);

		private final List<String> problems = new ArrayList<>();

		/** Files that were read to their end, and the names of all parts. */
		private final Set<String> read = new HashSet<>();

		private final Set<String> current = new HashSet<>();

		private int removed;

		private Run(List<String> files, FolderKnowledgeBases knowledgeBases) {
			this.files = files;
			this.knowledgeBases = knowledgeBases;
		}

		private RefreshResult run() {
			try (ProgressBar bar = Progress.of("Refresh", " files", 0, this.files.size())) {
				for (String file : this.files) {
					refresh(file);
					bar.step().setExtraMessage((count(Change.CREATED) + count(Change.UPDATED)) + " uploaded");
				}
			}
			removeEndsOfShorterFiles();
			this.removed += this.knowledgeBases.removeDuplicates();
			int vanished = vanished();
			this.problems.forEach(System.err::println);
			return new RefreshResult(count(Change.CREATED), count(Change.UPDATED), count(Change.UNCHANGED),
					this.removed, vanished, this.problems.size());
		}

		private void refresh(String file) {
			try {
				Refresh.this.folder.read(file, (number, text) -> put(PartName.of(file, number), text));
				this.read.add(file);
			}
			catch (IOException ex) {
				this.problems.add(file + " was left out: " + ex.getMessage());
			}
			catch (ValidationException ex) {
				this.problems.add(file + " was refused: " + ex.getMessage());
			}
		}

		private void put(String name, String text) {
			Refresh.this.stop.check();
			this.changes.merge(this.knowledgeBases.put(name, text), 1, Integer::sum);
			this.current.add(name);
		}

		private void removeEndsOfShorterFiles() {
			this.knowledgeBases.names()
				.stream()
				.filter((name) -> this.read.contains(PartName.file(name)) && !this.current.contains(name))
				.forEach(this::remove);
		}

		// An empty folder is rather one that is not mounted.
		private int vanished() {
			Set<String> present = Set.copyOf(this.files);
			List<String> vanished = this.knowledgeBases.names()
				.stream()
				.filter((name) -> !present.contains(PartName.file(name)))
				.toList();
			if (!Refresh.this.properties.removeVanished() || present.isEmpty()) {
				return vanished.size();
			}
			vanished.forEach(this::remove);
			return 0;
		}

		private void remove(String name) {
			Refresh.this.stop.check();
			this.knowledgeBases.remove(name);
			this.removed++;
		}

		private int count(Change change) {
			return this.changes.getOrDefault(change, 0);
		}

	}

}
