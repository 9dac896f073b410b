package ai.bimpe.samples.recipes.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import tools.jackson.core.JacksonException;

/**
 * The file of an export. Whole lines are all it takes to go on: opening it reads them,
 * and cuts off a last one that was not written to its end. A lock keeps a second export
 * out. Not thread-safe.
 */
final class ExportFile implements AutoCloseable {

	private final Path path;

	private final FileChannel channel;

	private final ResumePoint resumePoint = new ResumePoint();

	private Count count = Count.ZERO;

	private ExportFile(Path path, FileChannel channel) {
		this.path = path;
		this.channel = channel;
	}

	/**
	 * Open a file behind its last whole line, or begin it.
	 * @param path the file
	 * @param agentId the agent
	 * @param now the time of a new export
	 * @return the file
	 * @throws ExportException when it is no export of this agent, or in use
	 */
	static ExportFile open(Path path, String agentId, Instant now) {
		try {
			if (!Files.exists(path)) {
				begin(path.toAbsolutePath(), ExportLine.export(agentId, now));
			}
			ExportFile file = new ExportFile(path,
					FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
			try {
				file.lock();
				file.resume(agentId);
				return file;
			}
			catch (IOException | RuntimeException ex) {
				file.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new ExportException("The file " + path + " cannot be used: " + ex, ex);
		}
	}

	// It gets its place together with its first line, so a file without one is not ours.
	// Others may not read a temporary file, and so not what it holds later.
	private static void begin(Path path, ExportLine first) throws IOException {
		Path directory = Objects.requireNonNull(path.getParent());
		Files.createDirectories(directory);
		Path beginning = Files.createTempFile(directory, "export", ".tmp");
		Files.write(beginning, bytes(List.of(first)));
		Files.move(beginning, path);
	}

	private void lock() throws IOException {
		try {
			if (this.channel.tryLock() != null) {
				return;
			}
		}
		catch (OverlappingFileLockException ex) {
			// This process holds it.
		}
		throw new ExportException("Another export is writing " + this.path, null);
	}

	private void resume(String agentId) throws IOException {
		InputStream in = new BufferedInputStream(Channels.newInputStream(this.channel));
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		long position = 0;
		long end = 0;
		for (int next = in.read(); next != -1; next = in.read()) {
			position++;
			if (next != '\n') {
				line.write(next);
				continue;
			}
			read(line.toByteArray());
			line.reset();
			end = position;
		}
		check(agentId);
		this.resumePoint.rewind();
		this.channel.truncate(end).position(end);
	}

	private void read(byte[] json) {
		try {
			ExportLine line = ExportLine.read(json);
			if (line != null) {
				this.resumePoint.add(line);
				this.count = this.count.plus(line);
			}
		}
		catch (JacksonException ex) {
			// Not the cause: it may quote what is in the file.
			throw foreign();
		}
		if (this.resumePoint.export() == null) {
			throw foreign();
		}
	}

	private void check(String agentId) {
		ExportLine.Export export = this.resumePoint.export();
		if (export == null) {
			throw foreign();
		}
		if (!export.agentId().equals(agentId)) {
			throw new ExportException(
					"The file " + this.path + " is an export of the agent " + export.agentId() + ": name another file",
					null);
		}
	}

	private ExportException foreign() {
		return new ExportException("The file " + this.path + " is not an export, and stays as it is: name another file",
				null);
	}

	ResumePoint resumePoint() {
		return this.resumePoint;
	}

	Instant until() {
		return Objects.requireNonNull(this.resumePoint.export()).until();
	}

	Count count() {
		return this.count;
	}

	void append(List<ExportLine> lines) {
		try {
			ByteBuffer buffer = ByteBuffer.wrap(bytes(lines));
			while (buffer.hasRemaining()) {
				this.channel.write(buffer);
			}
		}
		catch (IOException ex) {
			throw new ExportException("The file " + this.path + " cannot be written: " + ex, ex);
		}
		lines.forEach((line) -> this.count = this.count.plus(line));
	}

	private static byte[] bytes(List<ExportLine> lines) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (ExportLine line : lines) {
			bytes.writeBytes(line.json());
			bytes.write('\n');
		}
		return bytes.toByteArray();
	}

	@Override
	public void close() throws IOException {
		this.channel.force(true);
		this.channel.close();
	}

}
