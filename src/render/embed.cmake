# Takes text files into the program as bytes.
#
#   embed_style(TARGET SYMBOL FILE...)
#
# makes generated/SYMBOL.h in the build folder, with "static const unsigned char SYMBOL[]" holding
# the files one after the other, and makes it anew when one of them changes. The same file, run as
# a script (cmake -DSYMBOL=... -DOUTPUT=... "-DINPUTS=a;b" -P embed.cmake), does the work: no tool
# but CMake is needed.

if(CMAKE_SCRIPT_MODE_FILE)
  set(bytes "")
  foreach(input IN LISTS INPUTS)
    file(READ "${input}" hex HEX)
    string(APPEND bytes "${hex}")
  endforeach()
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
         "\\1\n" bytes "${bytes}")
  file(WRITE "${OUTPUT}" "static const unsigned char ${SYMBOL}[] = {\n${bytes}\n};\n")
  return()
endif()

set(EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(embed_style target symbol)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/generated/${symbol}.h")
  set(inputs ${ARGN})
  list(TRANSFORM inputs PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DSYMBOL=${symbol}" "-DOUTPUT=${output}" "-DINPUTS=${inputs}"
            -P "${EMBED_SCRIPT}"
    DEPENDS ${inputs} "${EMBED_SCRIPT}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
