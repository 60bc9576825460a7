# Every source file, by rank; listed, so that a new file is noticed.
set(OCTAVO_SOURCES
  src/messages.c
  src/base/memory.c src/base/arena.c src/base/text.c src/base/utf8.c src/base/nearest.c
  src/base/map.c src/base/digest.c src/base/record.c src/base/json.c src/base/diag.c src/base/diag_record.c src/base/composed.c
  src/base/cores.c src/base/workers.c src/base/parts.c src/base/fs.c src/base/mapping.c src/base/path.c src/base/urls.c src/base/punycode.c src/base/watching.c
  src/base/replacement.c src/base/xml_library.c src/vocab/media.c src/vocab/svg_sniff.c src/vocab/image_facts.c
  src/vocab/unicode.c src/vocab/file_names.c src/vocab/html.c src/vocab/languages.c src/vocab/roles.c
  src/vocab/words.c src/math/math.c src/math/plain.c src/math/rows.c src/math/scripts.c
  src/math/spacing.c src/math/tokens.c src/math/nodes.c src/math/letters.c src/math/symbols.c
  src/math/commands.c src/math/layout.c src/math/switches.c src/math/words.c src/math/fences.c
  src/store/store.c src/store/index.c src/store/folder.c src/store/stamp.c src/store/use.c src/store/checksum.c
  src/math/tables.c src/source/short.c src/source/forbidden.c src/source/source.c
  src/source/yaml.c src/source/yaml_problems.c src/source/front_matter.c src/source/encoding.c
  src/base/align.c src/base/pair.c src/source/ledger.c src/source/ledger_editions.c
  src/source/manifest.c src/source/manifest_keys.c src/source/manifest_values.c
  src/source/manifest_dates.c src/source/manifest_people.c src/source/manifest_identifiers.c
  src/source/manifest_metadata.c src/source/manifest_license.c src/source/manifest_accessibility.c
  src/source/manifest_chapters.c src/source/manifest_diagnostics.c src/source/summary.c
  src/source/toml.c src/source/toml_values.c src/source/mdbook.c src/source/quarto.c
  src/source/include.c src/source/include_lines.c src/source/dialect_rust.c
  src/source/bibliography.c src/source/json_places.c
  src/source/clean.c src/source/rewrite.c src/source/marks.c src/source/limits.c
  src/source/rewrite_lines.c src/source/rewrite_rows.c src/source/rewrite_table.c
  src/source/rewrite_verse.c src/source/fold.c src/source/fold_div.c src/source/fold_list.c
  src/source/fold_table.c src/source/dialect_note.c src/source/dialect_note_inline.c src/source/markdown.c src/source/tree_heap.c src/source/dialect.c src/source/dialect_escape.c src/source/dialect_escape_address.c src/source/dialect_reference.c
  src/source/dialect_place.c src/source/dialect_span.c src/source/dialect_attributes.c
  src/source/dialect_box.c src/source/dialect_figure.c src/source/dialect_link.c src/source/dialect_raw.c
  src/source/dialect_citation.c src/source/dialect_locator.c
  src/source/dialect_code.c src/source/dialect_math.c src/source/dialect_math_mark.c
  src/source/dialect_autolink.c src/source/dialect_task.c
  src/source/dialect_flank.c src/source/dialect_delimiter.c
  src/source/dialect_bracket.c src/source/dialect_given.c
  src/source/dialect_page.c src/model/page_list.c
  src/source/sheet.c src/source/dialect_smart.c src/source/smart.c src/vocab/quotes.c
  src/source/html.c src/source/html_attributes.c src/source/html_foreign.c src/source/html_islands.c
  src/source/html_obsolete.c src/source/html_unescape.c src/source/html_unknown.c
  src/model/publication.c
  src/model/book.c src/model/names.c src/model/identity.c src/model/content_digest.c
  src/model/discover.c src/model/files.c src/model/load.c src/model/chapters.c src/model/trees.c
  src/model/documents.c src/model/ids.c src/model/kept.c src/model/links.c src/model/hosts.c src/model/resources.c
  src/model/styles.c src/model/texts.c src/model/citations.c src/model/notes.c src/model/pages.c src/model/outline.c
  src/ocf/deflate.c src/ocf/sink.c src/ocf/packed.c src/ocf/amend.c src/ocf/write.c
  src/ocf/directory.c src/ocf/names.c src/ocf/read.c src/ocf/folder.c
  src/render/xml.c src/render/content.c src/render/content_blocks.c
  src/render/content_boxes.c src/render/content_inline.c src/render/content_citation.c
  src/render/content_raw.c src/render/content_passages.c src/render/content_raw_stack.c
  src/render/content_span.c
  src/render/content_table.c src/render/content_lists.c
  src/render/content_notes.c src/render/content_math.c
  src/render/fingerprint.c src/render/setting.c src/render/frame.c src/render/generated.c src/render/edition.c src/render/cite.c
  src/render/cover.c src/render/titlepage.c src/render/contents.c src/render/tips.c
  src/render/content_tip.c src/render/references.c src/render/about.c src/render/changed.c
  src/render/entry.c src/render/entry_names.c src/render/entry_pieces.c
  src/render/nav.c src/render/ncx.c src/render/container.c
  src/render/package.c src/render/package_metadata.c src/render/package_accessibility.c
  src/render/style.c
  src/check/address.c src/check/attributes.c src/check/check.c src/check/clock.c
  src/check/collect.c src/check/container.c src/check/content.c src/check/css.c
  src/check/css_house.c src/check/css_parser.c src/check/decode.c src/check/doctype.c
  src/check/document.c src/check/facts.c src/check/facts_record.c src/check/fixed.c
  src/check/foreign.c src/check/mathml.c src/check/house.c src/check/judge.c
  src/check/css_grammar.c src/check/dtbook.c
  src/check/links.c src/check/models.c src/check/nav.c src/check/names.c src/check/ncx.c src/check/node.c
  src/check/overlay.c src/check/package.c src/check/package_collection.c src/check/package_manifest.c
  src/check/package_meta.c src/check/package_link.c
  src/check/package_metadata.c src/check/package_spine.c src/check/pool.c src/check/prefixes.c
  src/check/renditions.c src/check/resources.c src/check/schema.c src/check/shown.c src/check/circumstances.c src/check/renewed.c src/check/single.c
  src/check/xhtml11.c
  src/check/values.c src/edition/diff.c src/edition/pairing.c src/edition/passages.c src/edition/reading.c
  src/edition/changes.c src/edition/compare.c src/edition/ledger.c src/edition/outline.c src/edition/promises.c
  src/edition/tell_json.c src/edition/tell_text.c src/edition/words.c src/edition/xml.c
  src/build/again.c src/build/ahead.c src/build/unchanged.c src/build/changes_page.c src/build/claims.c src/build/depfile.c src/build/documents.c src/build/fault.c src/build/pieces.c src/build/document_piece.c src/build/former.c src/build/edited.c src/build/renewed.c src/build/publishing.c src/build/sheets.c src/build/shelf.c src/build/targets.c src/build/story.c
)

set(OCTAVO_CLI_SOURCES
  src/cli/main.c src/cli/options.c src/cli/progress.c src/cli/help.c src/cli/new_book.c
  src/cli/cmd_build.c src/cli/cmd_check.c src/cli/check_operand.c src/cli/cmd_diff.c
  src/cli/cmd_watch.c src/cli/epoch.c src/cli/cmd_new.c src/cli/cmd_help.c src/cli/cmd_lock.c
  src/cli/cmd_completion.c src/cli/completion_bash.c src/cli/completion_zsh.c
  src/cli/completion_fish.c
)
